/** What the rules demand and what that serves, in German, by their English words in `policies/rules/`. */
export const DE: Readonly<Record<string, string>> = {
  "End-to-end encryption is on and required, in video and in messages.":
    "Ende-zu-Ende-Verschlüsselung ist an und Pflicht, im Video und in Nachrichten.",
  'The promise "end-to-end encryption is on and required": Annex 31b BMV-Ä, GDPR art. 32(1)(a), HIPAA 45 CFR 164.312(e).':
    "Das Versprechen „Ende-zu-Ende-Verschlüsselung ist an und Pflicht“: Anlage 31b BMV-Ä, DSGVO Art. 32(1)(a), HIPAA 45 CFR 164.312(e).",
  "Nothing on the server can record, stream, transcribe or dial out, and no client offers to.":
    "Nichts auf dem Server kann aufzeichnen, übertragen, mitschreiben oder hinaustelefonieren, und kein Programm bietet es an.",
  'The promise "nothing on the server can record": § 201 StGB, and the consent of all parties, as CA, FL, IL, MD, MA, MT, NH, PA and WA ask for.':
    "Das Versprechen „nichts auf dem Server kann aufzeichnen“: § 201 StGB, und die Einwilligung aller, wie CA, FL, IL, MD, MA, MT, NH, PA und WA sie verlangen.",
  "No name that the outside can see tells what the practice does.":
    "Kein Name, den man von außen sieht, verrät, was die Praxis tut.",
  'The promise "every name that the outside can see is neutral": that somebody gets help is itself confidential.':
    "Das Versprechen „jeder Name, den man von außen sieht, ist neutral“: Schon dass jemand Hilfe bekommt, ist vertraulich.",
  "Every configuration is understood as its program would understand it.":
    "Jede Einstellung wird so verstanden, wie ihr Programm sie versteht.",
  "All promises: what can't be told can't be promised.":
    "Alle Versprechen: Was man nicht sagen kann, kann man nicht versprechen.",
  "Both address families drop what no rule accepts: in, out and through, before any interface is up.":
    "Beide Adressfamilien verwerfen, was keine Regel annimmt: herein, hinaus und hindurch, bevor ein Netz da ist.",
  "Transmission security and access control: HIPAA 45 CFR 164.312(a) and (e), GDPR art. 32(1)(b).":
    "Sicherheit der Übertragung und Zugangskontrolle: HIPAA 45 CFR 164.312(a) und (e), DSGVO Art. 32(1)(b).",
  "What the stack file puts inside the devices' tunnel is reached through it alone, and the practice's names lead there.":
    "Was die Stackdatei in den Tunnel der Geräte legt, ist nur durch ihn zu erreichen, und die Namen der Praxis führen dorthin.",
  "From outside, exactly the declared ports answer, and administration only from the administrators' networks or devices.":
    "Von außen antworten genau die angegebenen Ports, und die Verwaltung nur aus den Netzen der Betreuung oder von ihren Geräten.",
  "Access control: HIPAA 45 CFR 164.312(a), GDPR art. 25 and 32.":
    "Zugangskontrolle: HIPAA 45 CFR 164.312(a), DSGVO Art. 25 und 32.",
  "Programs listen to the outside on exactly the declared ports, over both address families.":
    "Programme hören von außen genau auf die angegebenen Ports, in beiden Adressfamilien.",
  "Access control and data protection by default: HIPAA 45 CFR 164.312(a), GDPR art. 25(2) and 32.":
    "Zugangskontrolle und datenschutzfreundliche Voreinstellung: HIPAA 45 CFR 164.312(a), DSGVO Art. 25(2) und 32.",
  "No packet of any account leaves for a place that no service declared; with a VPN, none leaves beside the tunnel.":
    "Kein Paket eines Kontos geht an einen Ort, den kein Dienst angegeben hat; mit einem VPN geht keines am Tunnel vorbei.",
  "Confidentiality when a service fails: HIPAA 45 CFR 164.312(e), GDPR art. 32(1)(b) and (d).":
    "Vertraulichkeit, wenn ein Dienst versagt: HIPAA 45 CFR 164.312(e), DSGVO Art. 32(1)(b) und (d).",
  "Nobody enters a room without a signed link to it that ends, and guests wait in the lobby until they are let in.":
    "Niemand betritt einen Raum ohne einen signierten Link, der endet, und Gäste warten, bis sie eingelassen werden.",
  "Confidentiality of a meeting: GDPR art. 32(1)(b), HIPAA 45 CFR 164.312(a)(1) and (d) (access control, authentication).":
    "Vertraulichkeit eines Treffens: DSGVO Art. 32(1)(b), HIPAA 45 CFR 164.312(a)(1) und (d) (Zugangskontrolle, Authentifizierung).",
  "Nobody can make an account, and nobody gets in without one or a token.":
    "Niemand kann sich selbst ein Konto machen, und ohne Konto oder Zugangszeichen kommt niemand hinein.",
  "Unique users and access authorisation: HIPAA 45 CFR 164.308(a)(4) and 164.312(a)(2)(i), GDPR art. 25(2).":
    "Eindeutige Nutzer und Berechtigung: HIPAA 45 CFR 164.308(a)(4) und 164.312(a)(2)(i), DSGVO Art. 25(2).",
  "No other server can speak with this one, over Matrix or XMPP.":
    "Kein anderer Server kann mit diesem sprechen, weder über Matrix noch über XMPP.",
  "Confidentiality: HIPAA 45 CFR 164.312(e)(1), GDPR art. 5(1)(f) and 25(2).":
    "Vertraulichkeit: HIPAA 45 CFR 164.312(e)(1), DSGVO Art. 5(1)(f) und 25(2).",
  "Nobody who writes here can look up other people or rooms.":
    "Niemand, der hier schreibt, kann andere Menschen oder Räume nachschlagen.",
  "Confidentiality of who is a client: § 203 StGB, GDPR art. 9(1) and 25(2), HIPAA 45 CFR 164.502(b).":
    "Vertraulich bleibt, wer kommt: § 203 StGB, DSGVO Art. 9(1) und 25(2), HIPAA 45 CFR 164.502(b).",
  "No browser and no service contacts a host outside of the practice, but for time, packages, names and certificates.":
    "Kein Browser und kein Dienst wendet sich an einen Rechner außerhalb der Praxis, außer für Uhrzeit, Pakete, Namen und Zertifikate.",
  "GDPR art. 5(1)(c) and 28, § 25 TDDDG, § 203 StGB: whoever is asked learns who asks.":
    "DSGVO Art. 5(1)(c) und 28, § 25 TDDDG, § 203 StGB: Wer gefragt wird, erfährt, wer fragt.",
  "The relay takes only credentials of a meeting, and leads to this machine's own address and nowhere else.":
    "Der Vermittler nimmt nur Zugangsdaten eines Treffens und führt allein zur eigenen Adresse dieser Maschine.",
  "Access control: HIPAA 45 CFR 164.312(a), GDPR art. 32(1)(b); an open relay hides strangers behind the practice.":
    "Zugangskontrolle: HIPAA 45 CFR 164.312(a), DSGVO Art. 32(1)(b); ein offener Vermittler versteckt Fremde hinter der Praxis.",
  "The web server answers with the pages, the signalling and the homeserver's client interface, and nothing else.":
    "Der Webserver antwortet mit den Seiten, der Signalisierung und der Schnittstelle für Nachrichten, und mit sonst nichts.",
  "GDPR art. 25(2) and 32(1)(b), HIPAA 45 CFR 164.312(a)(1): what nobody needs from outside, nobody gets from outside.":
    "DSGVO Art. 25(2) und 32(1)(b), HIPAA 45 CFR 164.312(a)(1): Was von außen niemand braucht, bekommt von außen niemand.",
  "Everything travels under TLS 1.2 or newer with forward secrecy, and browsers are told to insist on it.":
    "Alles reist unter TLS 1.2 oder neuer mit Forward Secrecy, und Browser sollen darauf bestehen.",
  "Transmission security: HIPAA 45 CFR 164.312(e), GDPR art. 32(1)(a); Mozilla Server Side TLS, intermediate.":
    "Sicherheit der Übertragung: HIPAA 45 CFR 164.312(e), DSGVO Art. 32(1)(a); Mozilla Server Side TLS, Stufe „intermediate“.",
  "The certificate is asked of the stack file's issuer, for the practice's own names alone, with a strong key.":
    "Das Zertifikat kommt von der Stelle, die die Stackdatei nennt, nur für die eigenen Namen der Praxis und mit einem starken Schlüssel.",
  "The database answers no network, and lets in each service that has one there, as itself, and nobody else.":
    "Die Datenbank antwortet keinem Netz und lässt jeden Dienst, der dort eine hat, nur als sich selbst ein, und sonst niemanden.",
  "Access control: HIPAA 45 CFR 164.312(a)(1) and (d), GDPR art. 32(1)(b).":
    "Zugangskontrolle: HIPAA 45 CFR 164.312(a)(1) und (d), DSGVO Art. 32(1)(b).",
  "The desk is reached through the web server alone, invites to the practice's own rooms, and deletes when the practice's law says.":
    "Die Terminseiten sind nur über den Webserver erreichbar, laden nur in die eigenen Räume ein und löschen, wenn das Recht der Praxis es sagt.",
  "Storage limitation and access control: GDPR art. 5(1)(e) and 25(2), HIPAA 45 CFR 164.312(a)(1) and 164.316(b)(2)(i).":
    "Speicherbegrenzung und Zugangskontrolle: DSGVO Art. 5(1)(e) und 25(2), HIPAA 45 CFR 164.312(a)(1) und 164.316(b)(2)(i).",
  "Only administrators reach SSH, only from their networks and only with a key.":
    "Nur die Betreuung erreicht SSH, nur aus ihren Netzen und nur mit einem Schlüssel.",
  "Access control: HIPAA 45 CFR 164.312(a) and (d), GDPR art. 32(1)(b).":
    "Zugangskontrolle: HIPAA 45 CFR 164.312(a) und (d), DSGVO Art. 32(1)(b).",
  "Every service runs under its own account where it can, without new privileges, and sees only what it needs.":
    "Jeder Dienst läuft, wo es geht, unter eigenem Konto, ohne neue Rechte, und sieht nur, was er braucht.",
  "Integrity and access control when a service fails: HIPAA 45 CFR 164.312(a)(1) and (c)(1), GDPR art. 32(1)(b); systemd.exec(5), Sandboxing.":
    "Integrität und Zugangskontrolle, wenn ein Dienst versagt: HIPAA 45 CFR 164.312(a)(1) und (c)(1), DSGVO Art. 32(1)(b); systemd.exec(5), Sandboxing.",
  "The kernel keeps its secrets from programs, believes no stranger about routes, and runs nobody's helper.":
    "Der Kern hält Geheimnisse vor Programmen zurück, glaubt keinem Fremden einen Weg und startet niemandes Helfer.",
  "Access control and integrity: HIPAA 45 CFR 164.312(a) and (c), GDPR art. 32(1)(b).":
    "Zugangskontrolle und Integrität: HIPAA 45 CFR 164.312(a) und (c), DSGVO Art. 32(1)(b).",
  "Nothing runs from temporary folders, no kernel module is loaded that nobody needs, no crash leaves memory on the disk, and a terminal that nobody uses is closed.":
    "Nichts läuft aus temporären Ordnern, kein unnötiges Kernmodul wird geladen, kein Absturz lässt Speicher auf der Platte, und ein unbenutztes Terminal schließt sich.",
  "Access control and integrity: HIPAA 45 CFR 164.312(a)(1), (a)(2)(iii) and (c)(1), GDPR art. 32(1)(b); CIS Debian Linux Benchmark, initial set-up.":
    "Zugangskontrolle und Integrität: HIPAA 45 CFR 164.312(a)(1), (a)(2)(iii) und (c)(1), DSGVO Art. 32(1)(b); CIS Debian Linux Benchmark, erste Einrichtung.",
  "The machine's clock follows servers that can prove who they are, and answers nobody.":
    "Die Uhr der Maschine folgt Servern, die sich ausweisen können, und antwortet niemandem.",
  "Integrity of records and access: HIPAA 45 CFR 164.312(b) and (c)(1), GDPR art. 32(1)(b).":
    "Integrität von Aufzeichnungen und Zugang: HIPAA 45 CFR 164.312(b) und (c)(1), DSGVO Art. 32(1)(b).",
  "Only root can change settings and programs; a service writes to its own folders alone.":
    "Nur root kann Einstellungen und Programme ändern; ein Dienst schreibt nur in seine eigenen Ordner.",
  "Access control and integrity: HIPAA 45 CFR 164.312(a)(1) and (c)(1), GDPR art. 32(1)(b).":
    "Zugangskontrolle und Integrität: HIPAA 45 CFR 164.312(a)(1) und (c)(1), DSGVO Art. 32(1)(b).",
  "A secret and what people wrote can be read by root and the one service that works with it, and by nobody else.":
    "Ein Geheimnis, und was Menschen schrieben, lesen nur root und der eine Dienst, der damit arbeitet.",
  "Access control and key management: HIPAA 45 CFR 164.312(a)(1) and (2)(iv), GDPR art. 32(1)(b).":
    "Zugangskontrolle und Umgang mit Schlüsseln: HIPAA 45 CFR 164.312(a)(1) und (2)(iv), DSGVO Art. 32(1)(b).",
  "No secret stands in a file of the release, and the machine puts each only where its own program takes it from and nobody else reads it.":
    "In keiner gelieferten Datei steht ein Geheimnis, und die Maschine legt jedes nur dorthin, wo sein Programm es nimmt und niemand sonst es liest.",
  "Key management: HIPAA 45 CFR 164.312(a)(2)(iv) and (d), GDPR art. 32(1)(a).":
    "Umgang mit Schlüsseln: HIPAA 45 CFR 164.312(a)(2)(iv) und (d), DSGVO Art. 32(1)(a).",
  "Every package comes from a repository of the release under that repository's own key, and security updates come by themselves.":
    "Jedes Paket kommt aus einer angegebenen Quelle unter deren eigenem Schlüssel, und Sicherheitsupdates kommen von selbst.",
  "Integrity: HIPAA 45 CFR 164.308(a)(5)(ii)(B) and 164.312(c), GDPR art. 32(1)(b).":
    "Integrität: HIPAA 45 CFR 164.308(a)(5)(ii)(B) und 164.312(c), DSGVO Art. 32(1)(b).",
  "Services log no visitor, and what the machine logs is kept at least as long as the law demands and no longer than it allows.":
    "Dienste schreiben keinen Besucher auf, und was die Maschine aufschreibt, bleibt so lange, wie das Recht es verlangt, und nicht länger, als es erlaubt.",
  "GDPR art. 5(1)(c) and (e), HIPAA 45 CFR 164.312(b); the duty and the limit of each law and their sources stand in clinic/law/logs.ts.":
    "DSGVO Art. 5(1)(c) und (e), HIPAA 45 CFR 164.312(b); Pflicht und Grenze jedes Rechts und ihre Quellen stehen in clinic/law/logs.ts.",
  "Messages and files are deleted from the server after the days that the stack file names, and nothing of them stays behind.":
    "Nachrichten und Dateien löscht der Server nach den Tagen, die die Stackdatei nennt, und nichts davon bleibt zurück.",
  "Storage limitation: GDPR art. 5(1)(e) and 17, HIPAA 45 CFR 164.310(d)(2)(i).":
    "Speicherbegrenzung: DSGVO Art. 5(1)(e) und 17, HIPAA 45 CFR 164.310(d)(2)(i).",
  "What the machine keeps is encrypted on its disk.":
    "Was die Maschine aufbewahrt, ist auf ihrer Platte verschlüsselt.",
  "GDPR art. 32(1)(a), HIPAA 45 CFR 164.312(a)(2)(iv).": "DSGVO Art. 32(1)(a), HIPAA 45 CFR 164.312(a)(2)(iv).",
  "The machine stands in a place that the practice's law allows without a further reason.":
    "Die Maschine steht an einem Ort, den das Recht der Praxis ohne weiteren Grund erlaubt.",
  "GDPR art. 28 and 44 ff., HIPAA 45 CFR 164.308(b), Privacy Act 1988 (Cth) APP 8, P-39.1 s 17, as clinic/law/places.ts tells.":
    "DSGVO Art. 28 und 44 ff., HIPAA 45 CFR 164.308(b), Privacy Act 1988 (Cth) APP 8, P-39.1 s 17, wie clinic/law/places.ts sagt.",
  "The machine has at least 2 CPUs and 4 GB of memory, of an architecture that every package is built for.":
    "Die Maschine hat mindestens 2 Prozessoren und 4 GB Speicher, von einer Bauart, für die es jedes Paket gibt.",
  "Availability: HIPAA 45 CFR 164.308(a)(7), GDPR art. 32(1)(b).":
    "Verfügbarkeit: HIPAA 45 CFR 164.308(a)(7), DSGVO Art. 32(1)(b).",
  "A delivery brings all that a machine needs, makes every secret and folder that its files name, puts each changed file in force, and is kept only after the machine was seen to work as promised.":
    "Eine Lieferung bringt alles, was eine Maschine braucht, macht jedes Geheimnis und jeden Ordner, setzt jede geänderte Datei in Kraft und gilt erst, wenn die Maschine zeigt, was versprochen ist.",
  "Testing of what protects people: GDPR art. 32(1)(d), HIPAA 45 CFR 164.308(a)(8).":
    "Prüfung dessen, was Menschen schützt: DSGVO Art. 32(1)(d), HIPAA 45 CFR 164.308(a)(8).",
  "The release is what its stack file gives, in every file and every entry.":
    "Was geliefert wird, ist, was die Stackdatei ergibt, in jeder Datei und jedem Eintrag.",
  "All three promises: what no reader can judge is as we rendered it, or it is refused.":
    "Alle drei Versprechen: Was sich nicht beurteilen lässt, ist so, wie wir es machten, oder es wird abgelehnt.",
  "Every waiver names a rule that can be waived, a reason, a person and a day within a year that has not passed.":
    "Jede Ausnahme nennt eine Regel, die Ausnahmen zulässt, einen Grund, einen Menschen und einen Tag binnen eines Jahres, der noch nicht vorbei ist.",
  "All rules: whoever reads the stack file sees which are set aside, by whom and until when. Evaluation from time to time: HIPAA 45 CFR 164.308(a)(8), GDPR art. 32(1)(d).":
    "Alle Regeln: Wer die Stackdatei liest, sieht, was ausgesetzt ist, von wem und bis wann. Bewertung von Zeit zu Zeit: HIPAA 45 CFR 164.308(a)(8), DSGVO Art. 32(1)(d).",
};

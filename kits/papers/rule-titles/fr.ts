/** What the rules demand and what that serves, in French, by their English words in `policies/rules/`. */
export const FR: Readonly<Record<string, string>> = {
  "End-to-end encryption is on and required, in video and in messages.":
    "Le chiffrement de bout en bout est actif et obligatoire, en vidéo et dans les messages.",
  'The promise "end-to-end encryption is on and required": Annex 31b BMV-Ä, GDPR art. 32(1)(a), HIPAA 45 CFR 164.312(e).':
    "La promesse « le chiffrement de bout en bout est actif et obligatoire » : annexe 31b BMV-Ä, RGPD art. 32(1)(a), HIPAA 45 CFR 164.312(e).",
  "Nothing on the server can record, stream, transcribe or dial out, and no client offers to.":
    "Rien sur le serveur ne peut enregistrer, diffuser, transcrire ni appeler au dehors, et aucun programme ne le propose.",
  'The promise "nothing on the server can record": § 201 StGB, and the consent of all parties, as CA, FL, IL, MD, MA, MT, NH, PA and WA ask for.':
    "La promesse « rien sur le serveur ne peut enregistrer » : § 201 StGB, et l’accord de tous, que demandent CA, FL, IL, MD, MA, MT, NH, PA et WA.",
  "No name that the outside can see tells what the practice does.":
    "Aucun nom visible du dehors ne dit ce que fait le cabinet.",
  'The promise "every name that the outside can see is neutral": that somebody gets help is itself confidential.':
    "La promesse « tout nom visible du dehors est neutre » : qu’une personne reçoive de l’aide est déjà confidentiel.",
  "Every configuration is understood as its program would understand it.":
    "Chaque réglage est compris comme son programme le comprend.",
  "All promises: what can't be told can't be promised.":
    "Toutes les promesses : ce qu’on ne peut pas dire, on ne peut pas le promettre.",
  "Both address families drop what no rule accepts: in, out and through, before any interface is up.":
    "Les deux familles d’adresses rejettent ce qu’aucune règle n’accepte : en entrée, en sortie et au travers, avant tout réseau.",
  "Transmission security and access control: HIPAA 45 CFR 164.312(a) and (e), GDPR art. 32(1)(b).":
    "Sécurité de la transmission et contrôle d’accès : HIPAA 45 CFR 164.312(a) et (e), RGPD art. 32(1)(b).",
  "What the stack file puts inside the devices' tunnel is reached through it alone, and the practice's names lead there.":
    "Ce que le fichier de pile place dans le tunnel des appareils n’est accessible que par lui, et les noms du cabinet y mènent.",
  "From outside, exactly the declared ports answer, and administration only from the administrators' networks or devices.":
    "Du dehors répondent exactement les ports déclarés, et l’administration seulement depuis les réseaux ou les appareils des administrateurs.",
  "Access control: HIPAA 45 CFR 164.312(a), GDPR art. 25 and 32.":
    "Contrôle d’accès : HIPAA 45 CFR 164.312(a), RGPD art. 25 et 32.",
  "Programs listen to the outside on exactly the declared ports, over both address families.":
    "Les programmes écoutent le dehors sur les ports déclarés exactement, dans les deux familles d’adresses.",
  "Access control and data protection by default: HIPAA 45 CFR 164.312(a), GDPR art. 25(2) and 32.":
    "Contrôle d’accès et protection des données par défaut : HIPAA 45 CFR 164.312(a), RGPD art. 25(2) et 32.",
  "No packet of any account leaves for a place that no service declared; with a VPN, none leaves beside the tunnel.":
    "Aucun paquet d’aucun compte ne part vers un lieu qu’aucun service n’a déclaré ; avec un VPN, aucun ne part hors du tunnel.",
  "Confidentiality when a service fails: HIPAA 45 CFR 164.312(e), GDPR art. 32(1)(b) and (d).":
    "Confidentialité quand un service faillit : HIPAA 45 CFR 164.312(e), RGPD art. 32(1)(b) et (d).",
  "Nobody enters a room without a signed link to it that ends, and guests wait in the lobby until they are let in.":
    "Personne n’entre dans une salle sans un lien signé qui prend fin, et les invités attendent qu’on les fasse entrer.",
  "Confidentiality of a meeting: GDPR art. 32(1)(b), HIPAA 45 CFR 164.312(a)(1) and (d) (access control, authentication).":
    "Confidentialité d’une rencontre : RGPD art. 32(1)(b), HIPAA 45 CFR 164.312(a)(1) et (d) (contrôle d’accès, authentification).",
  "Nobody can make an account, and nobody gets in without one or a token.":
    "Personne ne peut se créer un compte, et personne n’entre sans compte ni jeton.",
  "Unique users and access authorisation: HIPAA 45 CFR 164.308(a)(4) and 164.312(a)(2)(i), GDPR art. 25(2).":
    "Utilisateurs uniques et autorisation d’accès : HIPAA 45 CFR 164.308(a)(4) et 164.312(a)(2)(i), RGPD art. 25(2).",
  "No other server can speak with this one, over Matrix or XMPP.":
    "Aucun autre serveur ne peut parler avec celui-ci, ni par Matrix ni par XMPP.",
  "Confidentiality: HIPAA 45 CFR 164.312(e)(1), GDPR art. 5(1)(f) and 25(2).":
    "Confidentialité : HIPAA 45 CFR 164.312(e)(1), RGPD art. 5(1)(f) et 25(2).",
  "Nobody who writes here can look up other people or rooms.":
    "Personne qui écrit ici ne peut chercher d’autres personnes ou d’autres salles.",
  "Confidentiality of who is a client: § 203 StGB, GDPR art. 9(1) and 25(2), HIPAA 45 CFR 164.502(b).":
    "Qui vient reste confidentiel : § 203 StGB, RGPD art. 9(1) et 25(2), HIPAA 45 CFR 164.502(b).",
  "No browser and no service contacts a host outside of the practice, but for time, packages, names and certificates.":
    "Aucun navigateur et aucun service ne s’adresse à une machine hors du cabinet, sauf pour l’heure, les paquets, les noms et les certificats.",
  "GDPR art. 5(1)(c) and 28, § 25 TDDDG, § 203 StGB: whoever is asked learns who asks.":
    "RGPD art. 5(1)(c) et 28, § 25 TDDDG, § 203 StGB : qui est interrogé apprend qui demande.",
  "The relay takes only credentials of a meeting, and leads to this machine's own address and nowhere else.":
    "Le relais n’accepte que les accès d’une rencontre et ne mène qu’à l’adresse de cette machine.",
  "Access control: HIPAA 45 CFR 164.312(a), GDPR art. 32(1)(b); an open relay hides strangers behind the practice.":
    "Contrôle d’accès : HIPAA 45 CFR 164.312(a), RGPD art. 32(1)(b) ; un relais ouvert cache des inconnus derrière le cabinet.",
  "The web server answers with the pages, the signalling and the homeserver's client interface, and nothing else.":
    "Le serveur web répond par les pages, la signalisation et l’interface des messages, et par rien d’autre.",
  "GDPR art. 25(2) and 32(1)(b), HIPAA 45 CFR 164.312(a)(1): what nobody needs from outside, nobody gets from outside.":
    "RGPD art. 25(2) et 32(1)(b), HIPAA 45 CFR 164.312(a)(1) : ce dont personne n’a besoin du dehors, personne ne l’obtient du dehors.",
  "Everything travels under TLS 1.2 or newer with forward secrecy, and browsers are told to insist on it.":
    "Tout voyage sous TLS 1.2 ou plus récent, avec confidentialité persistante, et les navigateurs doivent y tenir.",
  "Transmission security: HIPAA 45 CFR 164.312(e), GDPR art. 32(1)(a); Mozilla Server Side TLS, intermediate.":
    "Sécurité de la transmission : HIPAA 45 CFR 164.312(e), RGPD art. 32(1)(a) ; Mozilla Server Side TLS, niveau « intermediate ».",
  "The certificate is asked of the stack file's issuer, for the practice's own names alone, with a strong key.":
    "Le certificat est demandé à l’émetteur que nomme le fichier, pour les seuls noms du cabinet, avec une clé forte.",
  "The database answers no network, and lets in each service that has one there, as itself, and nobody else.":
    "La base de données ne répond à aucun réseau, laisse entrer chaque service qui y a la sienne, sous son nom, et personne d’autre.",
  "Access control: HIPAA 45 CFR 164.312(a)(1) and (d), GDPR art. 32(1)(b).":
    "Contrôle d’accès : HIPAA 45 CFR 164.312(a)(1) et (d), RGPD art. 32(1)(b).",
  "The desk is reached through the web server alone, invites to the practice's own rooms, and deletes when the practice's law says.":
    "Les pages de rendez-vous ne se joignent que par le serveur web, n’invitent que dans les salles du cabinet et effacent quand le droit du cabinet le dit.",
  "Storage limitation and access control: GDPR art. 5(1)(e) and 25(2), HIPAA 45 CFR 164.312(a)(1) and 164.316(b)(2)(i).":
    "Limitation de la conservation et contrôle d’accès : RGPD art. 5(1)(e) et 25(2), HIPAA 45 CFR 164.312(a)(1) et 164.316(b)(2)(i).",
  "Only administrators reach SSH, only from their networks and only with a key.":
    "Seuls les administrateurs joignent SSH, seulement depuis leurs réseaux et seulement avec une clé.",
  "Access control: HIPAA 45 CFR 164.312(a) and (d), GDPR art. 32(1)(b).":
    "Contrôle d’accès : HIPAA 45 CFR 164.312(a) et (d), RGPD art. 32(1)(b).",
  "Every service runs under its own account where it can, without new privileges, and sees only what it needs.":
    "Chaque service tourne si possible sous son propre compte, sans nouveaux droits, et ne voit que ce dont il a besoin.",
  "Integrity and access control when a service fails: HIPAA 45 CFR 164.312(a)(1) and (c)(1), GDPR art. 32(1)(b); systemd.exec(5), Sandboxing.":
    "Intégrité et contrôle d’accès quand un service faillit : HIPAA 45 CFR 164.312(a)(1) et (c)(1), RGPD art. 32(1)(b) ; systemd.exec(5), Sandboxing.",
  "The kernel keeps its secrets from programs, believes no stranger about routes, and runs nobody's helper.":
    "Le noyau garde ses secrets devant les programmes, ne croit aucun inconnu sur les routes et ne lance l’aide de personne.",
  "Access control and integrity: HIPAA 45 CFR 164.312(a) and (c), GDPR art. 32(1)(b).":
    "Contrôle d’accès et intégrité : HIPAA 45 CFR 164.312(a) et (c), RGPD art. 32(1)(b).",
  "Nothing runs from temporary folders, no kernel module is loaded that nobody needs, no crash leaves memory on the disk, and a terminal that nobody uses is closed.":
    "Rien ne tourne depuis un dossier temporaire, aucun module inutile du noyau n’est chargé, aucune panne ne laisse de mémoire sur le disque, et un terminal inutilisé se ferme.",
  "Access control and integrity: HIPAA 45 CFR 164.312(a)(1), (a)(2)(iii) and (c)(1), GDPR art. 32(1)(b); CIS Debian Linux Benchmark, initial set-up.":
    "Contrôle d’accès et intégrité : HIPAA 45 CFR 164.312(a)(1), (a)(2)(iii) et (c)(1), RGPD art. 32(1)(b) ; CIS Debian Linux Benchmark, première installation.",
  "The machine's clock follows servers that can prove who they are, and answers nobody.":
    "L’horloge de la machine suit des serveurs qui prouvent leur identité, et ne répond à personne.",
  "Integrity of records and access: HIPAA 45 CFR 164.312(b) and (c)(1), GDPR art. 32(1)(b).":
    "Intégrité des traces et des accès : HIPAA 45 CFR 164.312(b) et (c)(1), RGPD art. 32(1)(b).",
  "Only root can change settings and programs; a service writes to its own folders alone.":
    "Seul root peut changer réglages et programmes ; un service n’écrit que dans ses propres dossiers.",
  "Access control and integrity: HIPAA 45 CFR 164.312(a)(1) and (c)(1), GDPR art. 32(1)(b).":
    "Contrôle d’accès et intégrité : HIPAA 45 CFR 164.312(a)(1) et (c)(1), RGPD art. 32(1)(b).",
  "A secret and what people wrote can be read by root and the one service that works with it, and by nobody else.":
    "Un secret, et ce que des personnes ont écrit, ne se lisent que par root et par le seul service qui s’en sert.",
  "Access control and key management: HIPAA 45 CFR 164.312(a)(1) and (2)(iv), GDPR art. 32(1)(b).":
    "Contrôle d’accès et gestion des clés : HIPAA 45 CFR 164.312(a)(1) et (2)(iv), RGPD art. 32(1)(b).",
  "No secret stands in a file of the release, and the machine puts each only where its own program takes it from and nobody else reads it.":
    "Aucun fichier livré ne contient un secret, et la machine ne met chacun que là où son programme le prend et où personne d’autre ne le lit.",
  "Key management: HIPAA 45 CFR 164.312(a)(2)(iv) and (d), GDPR art. 32(1)(a).":
    "Gestion des clés : HIPAA 45 CFR 164.312(a)(2)(iv) et (d), RGPD art. 32(1)(a).",
  "Every package comes from a repository of the release under that repository's own key, and security updates come by themselves.":
    "Chaque paquet vient d’un dépôt déclaré, sous la clé de celui-ci, et les mises à jour de sécurité viennent seules.",
  "Integrity: HIPAA 45 CFR 164.308(a)(5)(ii)(B) and 164.312(c), GDPR art. 32(1)(b).":
    "Intégrité : HIPAA 45 CFR 164.308(a)(5)(ii)(B) et 164.312(c), RGPD art. 32(1)(b).",
  "Services log no visitor, and what the machine logs is kept at least as long as the law demands and no longer than it allows.":
    "Les services ne notent aucun visiteur, et ce que note la machine reste aussi longtemps que le droit le demande et pas plus qu’il ne le permet.",
  "GDPR art. 5(1)(c) and (e), HIPAA 45 CFR 164.312(b); the duty and the limit of each law and their sources stand in clinic/law/logs.ts.":
    "RGPD art. 5(1)(c) et (e), HIPAA 45 CFR 164.312(b) ; le devoir et la limite de chaque droit et leurs sources sont dans clinic/law/logs.ts.",
  "Messages and files are deleted from the server after the days that the stack file names, and nothing of them stays behind.":
    "Messages et fichiers sont effacés du serveur après les jours que dit le fichier, et rien n’en reste.",
  "Storage limitation: GDPR art. 5(1)(e) and 17, HIPAA 45 CFR 164.310(d)(2)(i).":
    "Limitation de la conservation : RGPD art. 5(1)(e) et 17, HIPAA 45 CFR 164.310(d)(2)(i).",
  "What the machine keeps is encrypted on its disk.": "Ce que garde la machine est chiffré sur son disque.",
  "GDPR art. 32(1)(a), HIPAA 45 CFR 164.312(a)(2)(iv).": "RGPD art. 32(1)(a), HIPAA 45 CFR 164.312(a)(2)(iv).",
  "The machine stands in a place that the practice's law allows without a further reason.":
    "La machine se trouve en un lieu que le droit du cabinet permet sans autre raison.",
  "GDPR art. 28 and 44 ff., HIPAA 45 CFR 164.308(b), Privacy Act 1988 (Cth) APP 8, P-39.1 s 17, as clinic/law/places.ts tells.":
    "RGPD art. 28 et 44 et suiv., HIPAA 45 CFR 164.308(b), Privacy Act 1988 (Cth) APP 8, P-39.1 s 17, comme le dit clinic/law/places.ts.",
  "The machine has at least 2 CPUs and 4 GB of memory, of an architecture that every package is built for.":
    "La machine a au moins 2 processeurs et 4 Go de mémoire, d’un type pour lequel chaque paquet existe.",
  "Availability: HIPAA 45 CFR 164.308(a)(7), GDPR art. 32(1)(b).":
    "Disponibilité : HIPAA 45 CFR 164.308(a)(7), RGPD art. 32(1)(b).",
  "A delivery brings all that a machine needs, makes every secret and folder that its files name, puts each changed file in force, and is kept only after the machine was seen to work as promised.":
    "Une livraison apporte tout ce qu’il faut à une machine, crée chaque secret et chaque dossier, met en vigueur chaque fichier changé et n’est gardée que si la machine montre ce qui est promis.",
  "Testing of what protects people: GDPR art. 32(1)(d), HIPAA 45 CFR 164.308(a)(8).":
    "Épreuve de ce qui protège les personnes : RGPD art. 32(1)(d), HIPAA 45 CFR 164.308(a)(8).",
  "The release is what its stack file gives, in every file and every entry.":
    "Ce qui est livré est ce que donne le fichier, dans chaque fichier et chaque entrée.",
  "All three promises: what no reader can judge is as we rendered it, or it is refused.":
    "Les trois promesses : ce qui ne se juge pas est comme nous l’avons fait, ou c’est refusé.",
  "Every waiver names a rule that can be waived, a reason, a person and a day within a year that has not passed.":
    "Chaque dérogation nomme une règle qui peut être suspendue, une raison, une personne et un jour d’ici un an qui n’est pas passé.",
  "All rules: whoever reads the stack file sees which are set aside, by whom and until when. Evaluation from time to time: HIPAA 45 CFR 164.308(a)(8), GDPR art. 32(1)(d).":
    "Toutes les règles : qui lit le fichier voit ce qui est suspendu, par qui et jusqu’à quand. Évaluation de temps en temps : HIPAA 45 CFR 164.308(a)(8), RGPD art. 32(1)(d).",
};

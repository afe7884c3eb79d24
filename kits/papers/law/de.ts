/** The law's texts in German, by their English ones in `clinic/law/`. */
export const DE: Readonly<Record<string, string>> = {
  // Places, as in a list: without an article.
  Alberta: "Alberta",
  Austria: "Österreich",
  Belgium: "Belgien",
  "British Columbia": "British Columbia",
  Bulgaria: "Bulgarien",
  California: "Kalifornien",
  Croatia: "Kroatien",
  Cyprus: "Zypern",
  Czechia: "Tschechien",
  Denmark: "Dänemark",
  Estonia: "Estland",
  Finland: "Finnland",
  Florida: "Florida",
  France: "Frankreich",
  Germany: "Deutschland",
  Greece: "Griechenland",
  Hungary: "Ungarn",
  Illinois: "Illinois",
  Ireland: "Irland",
  Italy: "Italien",
  Latvia: "Lettland",
  Lithuania: "Litauen",
  Luxembourg: "Luxemburg",
  Malta: "Malta",
  Massachusetts: "Massachusetts",
  "New South Wales": "New South Wales",
  "New York": "New York",
  Ontario: "Ontario",
  Pennsylvania: "Pennsylvania",
  Poland: "Polen",
  Portugal: "Portugal",
  Quebec: "Québec",
  Queensland: "Queensland",
  Romania: "Rumänien",
  Slovakia: "Slowakei",
  Slovenia: "Slowenien",
  "South Australia": "South Australia",
  Spain: "Spanien",
  Sweden: "Schweden",
  Tasmania: "Tasmanien",
  Texas: "Texas",
  Victoria: "Victoria",
  "Washington State": "Bundesstaat Washington",
  "Western Australia": "Western Australia",
  "the Australian Capital Territory": "Australian Capital Territory",
  "the Netherlands": "Niederlande",
  "the Northern Territory": "Northern Territory",
  "the United Kingdom": "Vereinigtes Königreich",

  // Parts of a place, where a line is to be had.
  "England, Scotland and Wales": "England, Schottland und Wales",
  "Northern Ireland": "Nordirland",

  // From when the years of a record count.
  "from the discharge": "ab der Entlassung",
  "from the end of each episode": "ab dem Ende jedes Behandlungsabschnitts",
  "from the end of the contract period": "ab dem Ende des Vertragszeitraums",
  "from the end of the professional relation": "ab dem Ende der beruflichen Beziehung",
  "from the end of the services": "ab dem Ende der Leistungen",
  "from the end of the therapy": "ab dem Ende der Therapie",
  "from the end of the treatment": "ab dem Abschluss der Behandlung",
  "from the end of the work": "ab dem Ende der Zusammenarbeit",
  "from the last change in the file": "ab der letzten Änderung der Akte",
  "from the last contact": "ab dem letzten Kontakt",
  "from the last encounter": "ab der letzten Begegnung",
  "from the last entry": "ab dem letzten Eintrag",
  "from the last professional contact": "ab dem letzten beruflichen Kontakt",
  "from the last professional service": "ab der letzten beruflichen Leistung",
  "from the last relevant contact": "ab dem letzten wesentlichen Kontakt",
  "from the last service": "ab der letzten Leistung",

  // What else a lawyer has to be asked of a term.
  "Ask your lawyer or your professional body how long records of minors are kept.":
    "Fragen Sie Ihren Anwalt oder Ihre Kammer, wie lange Akten Minderjähriger aufzubewahren sind.",
  "Ask your lawyer or your professional body what 22 TAC 801.48 says of marriage and family therapists.":
    "Fragen Sie Ihren Anwalt oder Ihre Kammer, was 22 TAC 801.48 für Ehe- und Familientherapeuten bestimmt.",
  "Ask your lawyer or your professional body what the College of Health and Care Professionals asks for since the Health Professions and Occupations Act of 1 April 2026.":
    "Fragen Sie Ihren Anwalt oder Ihre Kammer, was das College of Health and Care Professionals seit dem Health Professions and Occupations Act vom 1. April 2026 verlangt.",
  "Ask your lawyer or your professional body what your region adds: Catalonia and Galicia, for two, ask for far longer, Galicia for consents without an end.":
    "Fragen Sie Ihren Anwalt oder Ihre Kammer, was Ihre Region zusätzlich verlangt: Katalonien und Galicien etwa verlangen weit mehr, Galicien für Einwilligungen ohne Ende.",
  "Ask your lawyer or your professional body whether another rule asks for more, which that article leaves open.":
    "Fragen Sie Ihren Anwalt oder Ihre Kammer, ob eine andere Vorschrift mehr verlangt, was dieser Artikel offenlässt.",
  "Ask your lawyer or your professional body whether records of minors are kept longer.":
    "Fragen Sie Ihren Anwalt oder Ihre Kammer, ob Akten Minderjähriger länger aufzubewahren sind.",
  "Ask your lawyer or your professional body whether the Psychology Board's own code, in force since 1 December 2025, names a number.":
    "Fragen Sie Ihren Anwalt oder Ihre Kammer, ob der eigene Kodex des Psychology Board, der seit dem 1. Dezember 2025 gilt, eine Zahl nennt.",
  "Ask your lawyer or your professional body whether the Standards of 2024, which took their place on 1 July 2024, name the same number.":
    "Fragen Sie Ihren Anwalt oder Ihre Kammer, ob die Standards von 2024, die am 1. Juli 2024 an ihre Stelle traten, dieselbe Zahl nennen.",
  "Ask your lawyer or your professional body whether the number still holds since the Health Professions and Occupations Act of 1 April 2026.":
    "Fragen Sie Ihren Anwalt oder Ihre Kammer, ob die Zahl seit dem Health Professions and Occupations Act vom 1. April 2026 noch gilt.",
  "Ask your lawyer or your professional body whether your commissioner reads the 20 years as ending with 8 for some, and which rule holds in Scotland and Wales.":
    "Fragen Sie Ihren Anwalt oder Ihre Kammer, ob Ihr Auftraggeber die 20 Jahre für manche schon nach 8 enden lässt, und was in Schottland und Wales gilt.",
  "Ask your lawyer or your professional body whether your insurer's terms ask for more.":
    "Fragen Sie Ihren Anwalt oder Ihre Kammer, ob die Bedingungen Ihrer Versicherung mehr verlangen.",

  // What is kept beside the record.
  "addresses in technical logs": "Adressen in technischen Protokollen",
  "record of what administrators did": "Protokoll der Handlungen der Administratoren",
  "audit log of the desk": "Prüfprotokoll des Empfangs",
  backups: "Sicherungskopien",
  "register of incidents": "Verzeichnis der Vorfälle",
  "proof of what was done for security": "Nachweise der Sicherheitsmaßnahmen",

  // Who has to be told.
  "people in Florida, and the Department of Legal Affairs where 500 or more are concerned":
    "die Menschen in Florida, und ab 500 Betroffenen das Department of Legal Affairs",
  "residents of California": "die betroffenen Einwohner Kaliforniens",
  "residents of New York, the Attorney General, the Department of State, the State Police and the Department of Financial Services":
    "die betroffenen Einwohner New Yorks, der Attorney General, das Department of State, die State Police und das Department of Financial Services",
  "residents of Washington, and the Attorney General where more than 500 are concerned":
    "die betroffenen Einwohner des Bundesstaats Washington, und bei mehr als 500 Betroffenen der Attorney General",
  "residents, and the Attorney General where more than 500 are concerned":
    "die betroffenen Einwohner, und bei mehr als 500 Betroffenen der Attorney General",
  "residents, the Attorney General and the Office of Consumer Affairs":
    "die betroffenen Einwohner, der Attorney General und das Office of Consumer Affairs",
  "the Attorney General": "der Attorney General",
  "the Attorney General, with a sample of the notice": "der Attorney General, mit einem Muster der Mitteilung",
  "the Australian Information Commissioner and the people themselves":
    "der Australian Information Commissioner und die Betroffenen selbst",
  "the Commission d'accès à l'information and the people themselves":
    "die Commission d'accès à l'information und die Betroffenen selbst",
  "the Information Commission (ICO)": "die Information Commission (ICO)",
  "the Information and Privacy Commissioner of Alberta": "der Information and Privacy Commissioner von Alberta",
  "the Information and Privacy Commissioner of Ontario": "der Information and Privacy Commissioner von Ontario",
  "the Secretary of Health and Human Services": "das Gesundheitsministerium der USA (Secretary of HHS)",
  "the data protection authority": "die Datenschutzaufsichtsbehörde",
  "the media of the state": "die Medien des Bundesstaats",
  "the people themselves": "die Betroffenen selbst",
  "the people themselves and the Federal Trade Commission": "die Betroffenen selbst und die Federal Trade Commission",
  "the people themselves and the Information and Privacy Commissioner":
    "die Betroffenen selbst und der Information and Privacy Commissioner",
  "the people themselves, with their right to complain": "die Betroffenen selbst, mit Hinweis auf ihr Beschwerderecht",
  "the professional college": "die Berufskammer",
  "yourselves, in writing: whether it is a breach that has to be told":
    "Sie selbst, schriftlich: ob es ein meldepflichtiger Vorfall ist",

  // From when a deadline counts, where that is not when the practice first knew.
  "from the dismissal, suspension or measure": "ab der Entlassung, Freistellung oder Maßregelung",
  "from the day on which the Secretary was told": "ab dem Tag, an dem der Secretary benachrichtigt wurde",
  "from the day on which the people were told": "ab dem Tag, an dem die Betroffenen benachrichtigt wurden",
  "from the end of the year in which it was found out": "ab dem Ende des Jahres, in dem es entdeckt wurde",
  "from the first suspicion": "ab dem ersten Verdacht",

  // What has to have happened: follows „wenn“.
  "250 residents of Texas or more are concerned": "250 oder mehr Einwohner von Texas betroffen sind",
  "500 people or more are concerned": "500 oder mehr Menschen betroffen sind",
  "a risk for people is not unlikely": "ein Risiko für Menschen nicht unwahrscheinlich ist",
  "a risk for people is not unlikely; reasons are added when it is later":
    "ein Risiko für Menschen nicht unwahrscheinlich ist; wird es später, ist das zu begründen",
  "anything of theirs was stolen, lost or used without a right":
    "etwas von ihnen gestohlen wurde, verloren ging oder unbefugt verwendet wurde",
  "harm is possible: no statute demands it of a private practice, and the authority's guidance does":
    "ein Schaden möglich ist: kein Gesetz verlangt es von einer privaten Praxis, die Leitlinien der Behörde tun es",
  "fewer than 500 people are concerned": "weniger als 500 Menschen betroffen sind",
  "it is one of seven kinds; a count of all goes there each year by 1 March":
    "es einer von sieben Arten von Vorfällen ist; die Zahl aller geht jedes Jahr bis zum 1. März dorthin",
  "more than 500 people of one state are concerned": "mehr als 500 Menschen eines Bundesstaats betroffen sind",
  "more than 500 residents are concerned": "mehr als 500 Einwohner betroffen sind",
  "personal information was taken": "persönliche Daten entwendet wurden",
  "personal information was taken, medical information included":
    "persönliche Daten entwendet wurden, auch medizinische",
  "private information was taken, since 21 March 2025 medical information too":
    "private Daten entwendet wurden, seit dem 21. März 2025 auch medizinische",
  "sensitive personal information was taken, encrypted with a key that was taken too":
    "sensible persönliche Daten entwendet wurden, auch verschlüsselte, wenn der Schlüssel mit entwendet wurde",
  "serious harm is likely and nothing that you did removes it; the thirty days are for finding out, not for telling":
    "ein ernster Schaden wahrscheinlich ist und nichts, was Sie getan haben, ihn abwendet; die dreißig Tage sind zum Klären da, nicht zum Mitteilen",
  "somebody saw personal information without a right, medical history included":
    "jemand unbefugt persönliche Daten gesehen hat, auch zur Krankengeschichte",
  "somebody was dismissed, suspended or disciplined for it":
    "jemand deswegen entlassen, freigestellt oder gemaßregelt wurde",
  "the Secretary had to be told, whatever the data was":
    "der Secretary zu benachrichtigen war, welche Daten es auch waren",
  "the practice offers people a record of their own, which a practice outside HIPAA may: ask whether yours does":
    "die Praxis den Menschen eine eigene Gesundheitsakte anbietet, was eine Praxis außerhalb von HIPAA tun kann: fragen Sie, ob Ihre dazugehört",
  "the risk for them is high": "das Risiko für sie hoch ist",
  "the risk for them is high, unless the data were encrypted and the key is safe":
    "das Risiko für sie hoch ist, außer die Daten waren verschlüsselt und der Schlüssel ist sicher",
  "there is a real risk of significant harm": "ein echtes Risiko eines erheblichen Schadens besteht",
  "there is a risk of serious injury": "das Risiko eines ernsten Schadens besteht",
  "unencrypted data of theirs was taken, medical data included":
    "unverschlüsselte Daten von ihnen entwendet wurden, auch medizinische",
  "unsecured personal information was taken and harm is likely":
    "ungesicherte persönliche Daten entwendet wurden und ein Schaden wahrscheinlich ist",
  "unsecured protected health information was concerned and a low probability can't be shown":
    "ungesicherte geschützte Gesundheitsdaten betroffen waren und eine geringe Wahrscheinlichkeit nicht zu belegen ist",
  "you suspect one": "Sie einen vermuten",

  // Agreements and papers, and what each is about.
  "Data Security and Protection Toolkit": "Data Security and Protection Toolkit",
  "agreement on privacy with the host": "Datenschutzvereinbarung mit dem Hosting-Anbieter",
  "agreement with the host": "Vereinbarung mit dem Hosting-Anbieter",
  "business associate agreement": "Business Associate Agreement (BAA)",
  "data processing agreement": "Vertrag zur Auftragsverarbeitung (AVV)",
  "fee to the Information Commission (ICO)": "Gebühr an die Information Commission (ICO)",
  "impact assessment, or why none is needed": "Datenschutz-Folgenabschätzung, oder warum keine nötig ist",
  "name of the person in charge of privacy": "Name der für den Datenschutz verantwortlichen Person",
  "notice of privacy practices": "Notice of Privacy Practices",
  "privacy impact assessment and written agreement": "Datenschutz-Folgenabschätzung und schriftliche Vereinbarung",
  "privacy notice": "Datenschutzhinweise",
  "privacy policy and collection notice": "Datenschutzerklärung und Hinweis bei der Erhebung",
  "record of processing": "Verzeichnis der Verarbeitungstätigkeiten",
  "undertaking of secrecy": "Verpflichtung zur Verschwiegenheit",
  "written public statement of information practices": "schriftliche öffentliche Erklärung zum Umgang mit Daten",
  "before anything leaves Quebec, to another province too": "bevor etwas Québec verlässt, auch in eine andere Provinz",
  "by the host, administrators and everyone else who helps, without which the practitioner is punishable":
    "durch Hosting-Anbieter, Administratoren und alle anderen, die mitwirken; ohne sie macht sich strafbar, wer behandelt",
  "for the people themselves": "für die Betroffenen selbst",
  "handed in each year for work that the NHS commissions": "jedes Jahr einzureichen für Arbeit im Auftrag des NHS",
  "of sessions by video and of messages": "zu Videogesprächen und Nachrichten",
  "of what is kept, why, for how long and who gets it":
    "darüber, was gespeichert wird, warum, wie lange und wer es bekommt",
  "on the same protection as in the practice": "über denselben Schutz wie in der Praxis",
  "paid each year": "jedes Jahr zu zahlen",
  "published by the practice": "von der Praxis veröffentlicht",
  "where the host is overseas, for whose acts the practice answers":
    "wenn der Hosting-Anbieter im Ausland sitzt, für dessen Handeln die Praxis einsteht",
  "with everyone who keeps or carries protected health information, the host and backups included, without a key too":
    "mit allen, die geschützte Gesundheitsdaten aufbewahren oder weiterleiten, auch mit dem Hosting-Anbieter und für Sicherungskopien, auch wenn sie keinen Schlüssel haben",
  "with the host and with everyone else who keeps or carries the practice's data, mail and backups included":
    "mit dem Hosting-Anbieter und mit allen anderen, die Daten der Praxis aufbewahren oder weiterleiten, auch für E-Mail und Sicherungskopien",

  // Consent.
  "A recording of such a session is data of a special kind, which needs explicit consent.":
    "Die Aufnahme eines solchen Gesprächs gehört zu den besonderen Kategorien von Daten und braucht eine ausdrückliche Einwilligung.",
  "Before the first session, consent by word or in writing is noted; it covers secrecy, where data lie, interruptions and insurance.":
    "Vor dem ersten Gespräch wird eine mündliche oder schriftliche Einwilligung festgehalten; sie umfasst die Verschwiegenheit, den Ort der Daten, Unterbrechungen und die Versicherung.",
  "Consent after information, which goes on: it is asked again when something changes.":
    "Einwilligung nach Aufklärung, und zwar fortlaufend: Wenn sich etwas ändert, wird erneut gefragt.",
  "Consent after information, written down.": "Einwilligung nach Aufklärung, schriftlich festgehalten.",
  "For what statutory insurers pay, consent to the video service is needed, a certified service, and nobody may record.":
    "Für Leistungen der gesetzlichen Krankenkassen braucht es die Einwilligung in den Videodienst und einen zertifizierten Dienst, und niemand darf aufnehmen.",
  "Most states ask for consent to sessions at a distance: get it and note it. The licence follows where the other person is.":
    "Die meisten Bundesstaaten verlangen eine Einwilligung in Gespräche aus der Ferne: Holen Sie sie ein und halten Sie sie fest. Welche Zulassung nötig ist, richtet sich danach, wo die andere Person ist.",
  "Nobody records unless everybody present has agreed in writing, and everybody may take that back.":
    "Niemand nimmt auf, solange nicht alle Anwesenden schriftlich zugestimmt haben, und jeder kann die Zustimmung widerrufen.",
  "Recording needs consent.": "Eine Aufnahme braucht eine Einwilligung.",
  "Recording speech in secret is a crime.": "Das gesprochene Wort heimlich aufzunehmen ist strafbar.",
  "The contract is reason enough for the session itself; consent is for what goes beyond it.":
    "Für das Gespräch selbst genügt der Vertrag; eine Einwilligung braucht es für alles, was darüber hinausgeht.",
  "The law lets one who is present record, and forbids to publish it.":
    "Das Gesetz lässt zu, dass eine anwesende Person aufnimmt, und verbietet, die Aufnahme zu veröffentlichen.",
  "The law lets one who is present record; secrecy and privacy law ask for consent all the same.":
    "Das Gesetz lässt zu, dass eine anwesende Person aufnimmt; Schweigepflicht und Datenschutzrecht verlangen trotzdem eine Einwilligung.",
  "Whoever records needs the consent of everybody present.": "Wer aufnimmt, braucht die Einwilligung aller Anwesenden.",

  // Sources in words, and the GDPR's as it is cited here; other statutes stay as they are.
  "nobody has looked up the term of this place, and Germany's ten years stand in":
    "die Frist dieses Ortes hat niemand nachgesehen, die zehn Jahre aus Deutschland stehen dafür ein",
  "nobody has looked up the term for what public bodies pay, and that of private payers stands in:":
    "die Frist für das, was öffentliche Stellen zahlen, hat niemand nachgesehen, die für private Zahler steht dafür ein:",
  "nobody has looked up the term of this profession, and the longest of the place stands in:":
    "die Frist dieses Berufs hat niemand nachgesehen, die längste des Ortes steht dafür ein:",
  "GDPR art. 5(1)(c) and (e), UK GDPR likewise; supervisory authorities' practice, secondary sources":
    "Art. 5 Abs. 1 Buchst. c und e DSGVO, ebenso UK GDPR; Praxis der Aufsichtsbehörden nach Sekundärquellen",
  "GDPR art. 5(1)(e) and 5(2) and their like; no statute names a number":
    "Art. 5 Abs. 1 Buchst. e und Abs. 2 DSGVO und Entsprechendes; kein Gesetz nennt eine Zahl",
  "GDPR art. 5(1)(e) and its like; no statute names a number":
    "Art. 5 Abs. 1 Buchst. e DSGVO und Entsprechendes; kein Gesetz nennt eine Zahl",
  "GDPR art. 5(2) and its like ask for proof and name no number; six years is this product's choice":
    "Art. 5 Abs. 2 DSGVO und Entsprechendes verlangen Nachweise und nennen keine Zahl; die sechs Jahre hat dieses Produkt gewählt",
  "no law names a number; erasure has to reach backups in reasonable time":
    "kein Gesetz nennt eine Zahl; eine Löschung muss Sicherungskopien in angemessener Zeit erreichen",
  "no statute names a number; thirty days is this product's own ceiling":
    "kein Gesetz nennt eine Zahl; die dreißig Tage sind die Obergrenze dieses Produkts",
  "the laws say when it is no longer needed, in reasonable time; the ninety days are this product's choice":
    "die Gesetze sagen: wenn es nicht mehr gebraucht wird, in angemessener Zeit; die neunzig Tage hat dieses Produkt gewählt",
  "the longest that was found: Quebec asks for five years, PIPEDA for two, HIPAA's documentation is six":
    "das Längste, was zu finden war: Québec verlangt fünf Jahre, PIPEDA zwei, die Dokumentation nach HIPAA sechs",
  "the strictest of all laws that were looked up, for every practice":
    "das strengste aller nachgesehenen Gesetze, für jede Praxis",
  "GDPR art. 5(1)(e) and 17(1)(a), UK GDPR likewise; the thirty days are this product's choice":
    "Art. 5 Abs. 1 Buchst. e und Art. 17 Abs. 1 Buchst. a DSGVO, ebenso UK GDPR; die dreißig Tage hat dieses Produkt gewählt",
  "18 USC 2511(2)(d) and the state's own act": "18 USC 2511(2)(d) und das Gesetz des Bundesstaats",
  "22 TAC 465.22, whose opening alone was read": "22 TAC 465.22, nur der Anfang wurde gelesen",
  "22 TAC 465.22: three years past majority": "22 TAC 465.22: drei Jahre nach der Volljährigkeit",
  "22 TAC 681.36(b) and 781.309(4): five years past 18":
    "22 TAC 681.36(b) und 781.309(4): fünf Jahre nach dem 18. Geburtstag",
  "262 CMR 8.02(1)(b): one year past majority": "262 CMR 8.02(1)(b): ein Jahr nach der Volljährigkeit",
  "45 CFR 164.308(b) and 164.504(e); guidance of the HHS on cloud computing":
    "45 CFR 164.308(b) und 164.504(e); Leitlinien des HHS zum Cloud-Computing",
  "45 CFR 164.316(b)(2)(i), six years for what must be documented":
    "45 CFR 164.316(b)(2)(i), sechs Jahre für alles, was zu dokumentieren ist",
  "45 CFR 164.316(b)(2)(i): six years from when it was made or last in effect":
    "45 CFR 164.316(b)(2)(i): sechs Jahre ab der Erstellung oder ab der letzten Geltung",
  "HIPAA 45 CFR 164.312(b), audit controls; 164.316(b)(2)(i), six years for what must be documented":
    "HIPAA 45 CFR 164.312(b), Prüfprotokolle; 164.316(b)(2)(i), sechs Jahre für alles, was zu dokumentieren ist",
  "64B19-19.003 F.A.C.: three years whole, four more whole or as a summary":
    "64B19-19.003 F.A.C.: drei Jahre vollständig, vier weitere vollständig oder als Zusammenfassung",
  "73 P.S. § 2303, as changed by Act 33 of 2024; one list says 30 days":
    "73 P.S. § 2303, geändert durch Act 33 von 2024; eine Liste nennt 30 Tage",
  "8 NYCRR 29.2(a)(3): one year after 21": "8 NYCRR 29.2(a)(3): ein Jahr nach dem 21. Geburtstag",
  "815 ILCS 530/10, of which paragraph (a) was read: the most expedient time possible":
    "815 ILCS 530/10, wovon Absatz (a) gelesen wurde: so schnell wie möglich",
  "Act of 22 April 2019 on quality in practice, art. 35: 30 years at least, 50 at most":
    "Gesetz vom 22. April 2019 über die Qualität der Praxis, Art. 35: mindestens 30, höchstens 50 Jahre",
  "BDSG § 22(2) no. 2, who entered, changed or removed data; GDPR art. 5(1)(e)":
    "§ 22 Abs. 2 Nr. 2 BDSG, wer Daten eingegeben, verändert oder entfernt hat; Art. 5 Abs. 1 Buchst. e DSGVO",
  "Business and Commerce Code § 521.053(i), as changed by SB 768 of 2023":
    "Business and Commerce Code § 521.053(i), geändert durch SB 768 von 2023",
  "Center for Connected Health Policy, consent requirements; the state's own rule was not looked up":
    "Center for Connected Health Policy zu Einwilligungen; die Regel des Bundesstaats selbst wurde nicht nachgesehen",
  "Civil Code § 1798.82(f), as changed by SB 446": "Civil Code § 1798.82(f), geändert durch SB 446",
  "Civil Code § 1798.82, as changed by SB 446, from 1 January 2026":
    "Civil Code § 1798.82, geändert durch SB 446, ab dem 1. Januar 2026",
  "College of Psychologists of BC, Code of Conduct 13: 7 years past 19":
    "College of Psychologists of BC, Code of Conduct 13: 7 Jahre nach dem 19. Geburtstag",
  "GDPR art. 13": "Art. 13 DSGVO",
  "GDPR art. 28(3)": "Art. 28 Abs. 3 DSGVO",
  "GDPR art. 30": "Art. 30 DSGVO",
  "GDPR art. 33(1) and 33(4)": "Art. 33 Abs. 1 und Art. 33 Abs. 4 DSGVO",
  "GDPR art. 34(1) and 34(3)(a)": "Art. 34 Abs. 1 und Abs. 3 Buchst. a DSGVO",
  "GDPR art. 35 and recital 91": "Art. 35 und Erwägungsgrund 91 DSGVO",
  "GDPR art. 6(1)(b) and 9(2)(h); § 22(1) no. 1 b BDSG":
    "Art. 6 Abs. 1 Buchst. b und Art. 9 Abs. 2 Buchst. h DSGVO; § 22 Abs. 1 Nr. 1 Buchst. b BDSG",
  "GDPR art. 9(2)(a); BMV-Ä annex 31b, as summaries tell it":
    "Art. 9 Abs. 2 Buchst. a DSGVO; Anlage 31b BMV-Ä, nach Zusammenfassungen",
  "GDPR art. 9(2)(a); the place's own criminal law was not looked up":
    "Art. 9 Abs. 2 Buchst. a DSGVO; das Strafrecht des Ortes wurde nicht nachgesehen",
  "General Business Law § 899-aa, as changed on 21 December 2024":
    "General Business Law § 899-aa, geändert am 21. Dezember 2024",
  "M.G.L. c. 93H § 3: as soon as practicable": "M.G.L. c. 93H § 3: sobald wie praktikabel",
  "PHIPA s 12(2): at the first reasonable opportunity": "PHIPA s 12(2): bei der ersten vernünftigen Gelegenheit",
  "Psychologengesetz 2013 § 35(3), which does not say from when on":
    "Psychologengesetz 2013 § 35 Abs. 3, das nicht sagt, ab wann",
  "Psychotherapiegesetz 2024, whose text on records was not read":
    "Psychotherapiegesetz 2024, dessen Text zur Dokumentation nicht gelesen wurde",
  "Psychology Board of Australia, Code of conduct 8.5, as one practice tells it":
    "Psychology Board of Australia, Code of conduct 8.5, nach Angabe einer Praxis",
  "no statute; Psychology Board of Australia, Code of conduct 8.5, as one practice tells it":
    "kein Gesetz; Psychology Board of Australia, Code of conduct 8.5, nach Angabe einer Praxis",
  "Psychology Board of Australia, Code of conduct, since 1 December 2025":
    "Psychology Board of Australia, Code of conduct, seit dem 1. Dezember 2025",
  "RCW 19.255.010, as the Attorney General tells it": "RCW 19.255.010, nach Angabe des Attorney General",
  "UK GDPR art. 33, as official pages for businesses tell it": "Art. 33 UK GDPR, nach amtlichen Seiten für Betriebe",
  "UK GDPR art. 34, as official pages for businesses tell it": "Art. 34 UK GDPR, nach amtlichen Seiten für Betriebe",
  "UK GDPR and the duty of confidence": "UK GDPR und die Schweigepflicht",
  "UK GDPR art. 35 and recital 91": "Art. 35 und Erwägungsgrund 91 UK GDPR",
  "art. 7:454(3) BW, since 1 January 2020": "Art. 7:454 Abs. 3 BW, seit dem 1. Januar 2020",
  "code of the BDP on raw material; without a treatment contract § 630f BGB does not hold":
    "Berufskodex des BDP zum Rohmaterial; ohne Behandlungsvertrag gilt § 630f BGB nicht",
  "custom: 25th birthday, 26th for whoever was 17 at the end":
    "üblich: 25. Geburtstag, der 26. für alle, die am Ende 17 waren",
  "guidance of the Information and Privacy Commissioner for British Columbia; an old source":
    "Leitlinien des Information and Privacy Commissioner von British Columbia; eine alte Quelle",
  "no statute; custom of 7 to 8 years, which UK GDPR art. 5(1)(e) wants justified":
    "kein Gesetz; üblich sind 7 bis 8 Jahre, was nach Art. 5 Abs. 1 Buchst. e UK GDPR zu begründen ist",
  "16 CFR part 318, since 29 July 2024": "16 CFR part 318, seit dem 29. Juli 2024",
  "42 CFR 422.504(d), contracts under Medicare Advantage; Medicare itself names no number for a practice":
    "42 CFR 422.504(d), Verträge unter Medicare Advantage; Medicare selbst nennt einer Praxis keine Zahl",
  "APA Record Keeping Guidelines 2007, no. 7: three years past majority":
    "APA Record Keeping Guidelines 2007, Nr. 7: drei Jahre nach der Volljährigkeit",
  "no statute was found; APA Record Keeping Guidelines 2007, no. 7, archived in 2019":
    "kein Gesetz war zu finden; APA Record Keeping Guidelines 2007, Nr. 7, archiviert 2019",
  "PIPEDA principle 4.1.3 and the provinces' acts": "PIPEDA, Grundsatz 4.1.3, und die Gesetze der Provinzen",
  "sources disagree: 23rd birthday, or one year past majority":
    "die Quellen widersprechen sich: 23. Geburtstag oder ein Jahr nach der Volljährigkeit",
  "standards of the profession; no statute was found": "Standards des Berufs; kein Gesetz war zu finden",
  "two years past majority or ten years; one practice goes by six years":
    "zwei Jahre nach der Volljährigkeit oder zehn Jahre; eine Praxis rechnet mit sechs",
  "the state's act on listening or surveillance devices":
    "das Gesetz des Bundesstaats über Abhör- oder Überwachungsgeräte",
  "the state's wiretapping act, in every list that was read":
    "das Abhörgesetz des Bundesstaats, laut jeder gelesenen Liste",
  "C-26, r. 221, s. 8, in force on 1 July 2024": "C-26, r. 221, Art. 8, in Kraft am 1. Juli 2024",
};

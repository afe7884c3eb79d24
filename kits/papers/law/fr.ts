/** The law's texts in French, by their English ones in `clinic/law/`. */
export const FR: Readonly<Record<string, string>> = {
  // Places, as in a list: without an article.
  Alberta: "Alberta",
  Austria: "Autriche",
  Belgium: "Belgique",
  "British Columbia": "Colombie-Britannique",
  Bulgaria: "Bulgarie",
  California: "Californie",
  Croatia: "Croatie",
  Cyprus: "Chypre",
  Czechia: "Tchéquie",
  Denmark: "Danemark",
  Estonia: "Estonie",
  Finland: "Finlande",
  Florida: "Floride",
  France: "France",
  Germany: "Allemagne",
  Greece: "Grèce",
  Hungary: "Hongrie",
  Illinois: "Illinois",
  Ireland: "Irlande",
  Italy: "Italie",
  Latvia: "Lettonie",
  Lithuania: "Lituanie",
  Luxembourg: "Luxembourg",
  Malta: "Malte",
  Massachusetts: "Massachusetts",
  "New South Wales": "Nouvelle-Galles du Sud",
  "New York": "New York",
  Ontario: "Ontario",
  Pennsylvania: "Pennsylvanie",
  Poland: "Pologne",
  Portugal: "Portugal",
  Quebec: "Québec",
  Queensland: "Queensland",
  Romania: "Roumanie",
  Slovakia: "Slovaquie",
  Slovenia: "Slovénie",
  "South Australia": "Australie-Méridionale",
  Spain: "Espagne",
  Sweden: "Suède",
  Tasmania: "Tasmanie",
  Texas: "Texas",
  Victoria: "Victoria",
  "Washington State": "État de Washington",
  "Western Australia": "Australie-Occidentale",
  "the Australian Capital Territory": "Territoire de la capitale australienne",
  "the Netherlands": "Pays-Bas",
  "the Northern Territory": "Territoire du Nord",
  "the United Kingdom": "Royaume-Uni",

  // Parts of a place, where a line is to be had.
  "England, Scotland and Wales": "Angleterre, Écosse et Pays de Galles",
  "Northern Ireland": "Irlande du Nord",

  // From when the years of a record count.
  "from the discharge": "à compter de la sortie",
  "from the end of each episode": "à compter de la fin de chaque épisode de soins",
  "from the end of the contract period": "à compter de la fin de la période du contrat",
  "from the end of the professional relation": "à compter de la fin de la relation professionnelle",
  "from the end of the services": "à compter de la fin des services",
  "from the end of the therapy": "à compter de la fin de la thérapie",
  "from the end of the treatment": "à compter de la fin du traitement",
  "from the end of the work": "à compter de la fin du travail commun",
  "from the last change in the file": "à compter de la dernière modification du dossier",
  "from the last contact": "à compter du dernier contact",
  "from the last encounter": "à compter de la dernière rencontre",
  "from the last entry": "à compter de la dernière inscription au dossier",
  "from the last professional contact": "à compter du dernier contact professionnel",
  "from the last professional service": "à compter du dernier service professionnel",
  "from the last relevant contact": "à compter du dernier contact pertinent",
  "from the last service": "à compter du dernier service",

  // What else a lawyer has to be asked of a term.
  "Ask your lawyer or your professional body how long records of minors are kept.":
    "Demandez à votre avocat ou à votre ordre professionnel combien de temps se conservent les dossiers de mineurs.",
  "Ask your lawyer or your professional body what 22 TAC 801.48 says of marriage and family therapists.":
    "Demandez à votre avocat ou à votre ordre professionnel ce que prévoit 22 TAC 801.48 pour les thérapeutes conjugaux et familiaux.",
  "Ask your lawyer or your professional body what the College of Health and Care Professionals asks for since the Health Professions and Occupations Act of 1 April 2026.":
    "Demandez à votre avocat ou à votre ordre professionnel ce qu'exige le College of Health and Care Professionals depuis le Health Professions and Occupations Act du 1er avril 2026.",
  "Ask your lawyer or your professional body what your region adds: Catalonia and Galicia, for two, ask for far longer, Galicia for consents without an end.":
    "Demandez à votre avocat ou à votre ordre professionnel ce qu'ajoute votre région : la Catalogne et la Galice, par exemple, exigent bien davantage, la Galice sans limite pour les consentements.",
  "Ask your lawyer or your professional body whether another rule asks for more, which that article leaves open.":
    "Demandez à votre avocat ou à votre ordre professionnel si une autre règle exige davantage, ce que cet article réserve.",
  "Ask your lawyer or your professional body whether records of minors are kept longer.":
    "Demandez à votre avocat ou à votre ordre professionnel si les dossiers de mineurs se conservent plus longtemps.",
  "Ask your lawyer or your professional body whether the Psychology Board's own code, in force since 1 December 2025, names a number.":
    "Demandez à votre avocat ou à votre ordre professionnel si le code du Psychology Board, en vigueur depuis le 1er décembre 2025, fixe un nombre d'années.",
  "Ask your lawyer or your professional body whether the Standards of 2024, which took their place on 1 July 2024, name the same number.":
    "Demandez à votre avocat ou à votre ordre professionnel si les normes de 2024, qui les ont remplacées le 1er juillet 2024, fixent la même durée.",
  "Ask your lawyer or your professional body whether the number still holds since the Health Professions and Occupations Act of 1 April 2026.":
    "Demandez à votre avocat ou à votre ordre professionnel si cette durée vaut encore depuis le Health Professions and Occupations Act du 1er avril 2026.",
  "Ask your lawyer or your professional body whether your commissioner reads the 20 years as ending with 8 for some, and which rule holds in Scotland and Wales.":
    "Demandez à votre avocat ou à votre ordre professionnel si votre donneur d'ordre ramène les 20 ans à 8 pour certains, et quelle règle vaut en Écosse et au pays de Galles.",
  "Ask your lawyer or your professional body whether your insurer's terms ask for more.":
    "Demandez à votre avocat ou à votre ordre professionnel si les conditions de votre assureur exigent davantage.",

  // What is kept beside the record.
  "addresses in technical logs": "adresses dans les journaux techniques",
  "record of what administrators did": "journal des actes des administrateurs",
  "audit log of the desk": "journal d'audit de l'accueil",
  backups: "sauvegardes",
  "register of incidents": "registre des incidents",
  "proof of what was done for security": "preuves des mesures de sécurité prises",

  // Who has to be told.
  "people in Florida, and the Department of Legal Affairs where 500 or more are concerned":
    "les personnes concernées en Floride, et le Department of Legal Affairs à partir de 500 personnes",
  "residents of California": "les résidents de Californie concernés",
  "residents of New York, the Attorney General, the Department of State, the State Police and the Department of Financial Services":
    "les résidents de New York concernés, l'Attorney General, le Department of State, la State Police et le Department of Financial Services",
  "residents of Washington, and the Attorney General where more than 500 are concerned":
    "les résidents de l'État de Washington concernés, et l'Attorney General au-delà de 500 personnes",
  "residents, and the Attorney General where more than 500 are concerned":
    "les résidents concernés, et l'Attorney General au-delà de 500 personnes",
  "residents, the Attorney General and the Office of Consumer Affairs":
    "les résidents concernés, l'Attorney General et l'Office of Consumer Affairs",
  "the Attorney General": "l'Attorney General",
  "the Attorney General, with a sample of the notice": "l'Attorney General, avec un exemplaire de l'avis",
  "the Australian Information Commissioner and the people themselves":
    "l'Australian Information Commissioner et les personnes concernées",
  "the Commission d'accès à l'information and the people themselves":
    "la Commission d'accès à l'information et les personnes concernées",
  "the Information Commission (ICO)": "l'Information Commission (ICO)",
  "the Information and Privacy Commissioner of Alberta": "l'Information and Privacy Commissioner de l'Alberta",
  "the Information and Privacy Commissioner of Ontario":
    "le Commissaire à l'information et à la protection de la vie privée de l'Ontario",
  "the Secretary of Health and Human Services": "le ministère américain de la Santé (Secretary of HHS)",
  "the data protection authority": "l'autorité de protection des données",
  "the media of the state": "les médias de l'État",
  "the people themselves": "les personnes concernées",
  "the people themselves and the Federal Trade Commission": "les personnes concernées et la Federal Trade Commission",
  "the people themselves and the Information and Privacy Commissioner":
    "les personnes concernées et l'Information and Privacy Commissioner",
  "the people themselves, with their right to complain":
    "les personnes concernées, en leur rappelant leur droit de porter plainte",
  "the professional college": "l'ordre professionnel",
  "yourselves, in writing: whether it is a breach that has to be told":
    "vous-mêmes, par écrit : s'agit-il d'une violation à signaler",

  // From when a deadline counts, where that is not when the practice first knew.
  "from the dismissal, suspension or measure": "à compter du licenciement, de la suspension ou de la sanction",
  "from the day on which the Secretary was told": "à compter du jour où le Secretary a été prévenu",
  "from the day on which the people were told": "à compter du jour où les personnes concernées ont été prévenues",
  "from the end of the year in which it was found out": "à compter de la fin de l'année où cela a été découvert",
  "from the first suspicion": "à compter du premier soupçon",

  // What has to have happened: follows « quand ».
  "250 residents of Texas or more are concerned": "250 résidents du Texas ou plus sont concernés",
  "500 people or more are concerned": "500 personnes ou plus sont concernées",
  "a risk for people is not unlikely": "un risque pour les personnes n'est pas improbable",
  "a risk for people is not unlikely; reasons are added when it is later":
    "un risque pour les personnes n'est pas improbable ; en cas de retard, les motifs sont indiqués",
  "anything of theirs was stolen, lost or used without a right":
    "quelque chose les concernant a été volé, perdu ou utilisé sans droit",
  "harm is possible: no statute demands it of a private practice, and the authority's guidance does":
    "un préjudice est possible : aucune loi ne l'impose à un cabinet privé, les lignes directrices de l'autorité le demandent",
  "fewer than 500 people are concerned": "moins de 500 personnes sont concernées",
  "it is one of seven kinds; a count of all goes there each year by 1 March":
    "l'incident est de l'un des sept types prévus ; le nombre total y est transmis chaque année avant le 1er mars",
  "more than 500 people of one state are concerned": "plus de 500 personnes d'un même État sont concernées",
  "more than 500 residents are concerned": "plus de 500 résidents sont concernés",
  "personal information was taken": "des données personnelles ont été prises",
  "personal information was taken, medical information included":
    "des données personnelles ont été prises, y compris médicales",
  "private information was taken, since 21 March 2025 medical information too":
    "des données privées ont été prises, y compris médicales depuis le 21 mars 2025",
  "sensitive personal information was taken, encrypted with a key that was taken too":
    "des données personnelles sensibles ont été prises, même chiffrées si la clé a été prise aussi",
  "serious harm is likely and nothing that you did removes it; the thirty days are for finding out, not for telling":
    "un préjudice grave est probable et rien de ce que vous avez fait ne l'écarte ; les trente jours servent à établir les faits, non à prévenir",
  "somebody saw personal information without a right, medical history included":
    "quelqu'un a vu sans droit des données personnelles, y compris les antécédents médicaux",
  "somebody was dismissed, suspended or disciplined for it":
    "quelqu'un a été licencié, suspendu ou sanctionné pour cela",
  "the Secretary had to be told, whatever the data was":
    "le Secretary a dû être prévenu, quelles que soient les données",
  "the practice offers people a record of their own, which a practice outside HIPAA may: ask whether yours does":
    "le cabinet offre aux personnes leur propre dossier de santé, ce que peut faire un cabinet hors HIPAA : demandez si c'est votre cas",
  "the risk for them is high": "le risque pour elles est élevé",
  "the risk for them is high, unless the data were encrypted and the key is safe":
    "le risque pour elles est élevé, sauf si les données étaient chiffrées et que la clé est sûre",
  "there is a real risk of significant harm": "il existe un risque réel de préjudice important",
  "there is a risk of serious injury": "il existe un risque de préjudice sérieux",
  "unencrypted data of theirs was taken, medical data included":
    "des données non chiffrées les concernant ont été prises, y compris médicales",
  "unsecured personal information was taken and harm is likely":
    "des données personnelles non protégées ont été prises et un préjudice est probable",
  "unsecured protected health information was concerned and a low probability can't be shown":
    "des données de santé non protégées étaient en cause et une faible probabilité ne peut pas être démontrée",
  "you suspect one": "vous en soupçonnez une",

  // Agreements and papers, and what each is about.
  "Data Security and Protection Toolkit": "Data Security and Protection Toolkit",
  "agreement on privacy with the host": "accord de confidentialité avec l'hébergeur",
  "agreement with the host": "accord avec l'hébergeur",
  "business associate agreement": "Business Associate Agreement (BAA)",
  "data processing agreement": "contrat de sous-traitance des données",
  "fee to the Information Commission (ICO)": "redevance à l'Information Commission (ICO)",
  "impact assessment, or why none is needed": "analyse d'impact, ou la raison pour laquelle il n'en faut pas",
  "name of the person in charge of privacy": "nom de la personne responsable de la protection des renseignements",
  "notice of privacy practices": "Notice of Privacy Practices",
  "privacy impact assessment and written agreement":
    "évaluation des facteurs relatifs à la vie privée et entente écrite",
  "privacy notice": "information sur la protection des données",
  "privacy policy and collection notice": "politique de confidentialité et avis de collecte",
  "record of processing": "registre des activités de traitement",
  "undertaking of secrecy": "engagement de secret",
  "written public statement of information practices": "déclaration écrite publique sur le traitement des données",
  "before anything leaves Quebec, to another province too":
    "avant que quoi que ce soit quitte le Québec, même vers une autre province",
  "by the host, administrators and everyone else who helps, without which the practitioner is punishable":
    "de l'hébergeur, des administrateurs et de toute autre personne qui participe, faute de quoi le praticien est punissable",
  "for the people themselves": "pour les personnes concernées",
  "handed in each year for work that the NHS commissions": "remis chaque année pour le travail commandé par le NHS",
  "of sessions by video and of messages": "des séances en vidéo et des messages",
  "of what is kept, why, for how long and who gets it":
    "de ce qui est conservé, pourquoi, combien de temps et qui le reçoit",
  "on the same protection as in the practice": "sur la même protection que dans le cabinet",
  "paid each year": "payée chaque année",
  "published by the practice": "publié par le cabinet",
  "where the host is overseas, for whose acts the practice answers":
    "quand l'hébergeur est à l'étranger ; le cabinet répond de ses actes",
  "with everyone who keeps or carries protected health information, the host and backups included, without a key too":
    "avec tous ceux qui conservent ou transportent des données de santé protégées, y compris l'hébergeur et les sauvegardes, même sans clé",
  "with the host and with everyone else who keeps or carries the practice's data, mail and backups included":
    "avec l'hébergeur et tous ceux qui conservent ou transportent les données du cabinet, y compris le courrier électronique et les sauvegardes",

  // Consent.
  "A recording of such a session is data of a special kind, which needs explicit consent.":
    "L'enregistrement d'une telle séance relève des catégories particulières de données et exige un consentement explicite.",
  "Before the first session, consent by word or in writing is noted; it covers secrecy, where data lie, interruptions and insurance.":
    "Avant la première séance, un consentement oral ou écrit est noté ; il porte sur le secret, le lieu des données, les interruptions et l'assurance.",
  "Consent after information, which goes on: it is asked again when something changes.":
    "Un consentement éclairé et continu : on le redemande quand quelque chose change.",
  "Consent after information, written down.": "Un consentement éclairé, consigné par écrit.",
  "For what statutory insurers pay, consent to the video service is needed, a certified service, and nobody may record.":
    "Pour ce que paie l'assurance maladie légale, il faut le consentement au service vidéo et un service certifié, et personne ne peut enregistrer.",
  "Most states ask for consent to sessions at a distance: get it and note it. The licence follows where the other person is.":
    "La plupart des États exigent un consentement aux séances à distance : demandez-le et notez-le. L'autorisation d'exercer dépend du lieu où se trouve l'autre personne.",
  "Nobody records unless everybody present has agreed in writing, and everybody may take that back.":
    "Personne n'enregistre sans l'accord écrit de toutes les personnes présentes, et chacune peut retirer cet accord.",
  "Recording needs consent.": "Un enregistrement exige un consentement.",
  "Recording speech in secret is a crime.": "Enregistrer des paroles en secret est un délit pénal.",
  "The contract is reason enough for the session itself; consent is for what goes beyond it.":
    "Le contrat suffit pour la séance elle-même ; le consentement sert à ce qui va au-delà.",
  "The law lets one who is present record, and forbids to publish it.":
    "La loi permet à une personne présente d'enregistrer, et interdit de publier l'enregistrement.",
  "The law lets one who is present record; secrecy and privacy law ask for consent all the same.":
    "La loi permet à une personne présente d'enregistrer ; le secret professionnel et la protection des données exigent tout de même un consentement.",
  "Whoever records needs the consent of everybody present.":
    "Pour enregistrer, il faut le consentement de toutes les personnes présentes.",

  // Sources in words, and the GDPR's as it is cited here; other statutes stay as they are.
  "nobody has looked up the term of this place, and Germany's ten years stand in":
    "personne n'a recherché le délai de ce lieu, les dix ans de l'Allemagne en tiennent lieu",
  "nobody has looked up the term for what public bodies pay, and that of private payers stands in:":
    "personne n'a recherché le délai de ce que paient les organismes publics, celui des payeurs privés en tient lieu :",
  "nobody has looked up the term of this profession, and the longest of the place stands in:":
    "personne n'a recherché le délai de cette profession, le plus long du lieu en tient lieu :",
  "GDPR art. 5(1)(c) and (e), UK GDPR likewise; supervisory authorities' practice, secondary sources":
    "RGPD, art. 5, par. 1, points c et e, de même UK GDPR ; pratique des autorités de contrôle, sources secondaires",
  "GDPR art. 5(1)(e) and 5(2) and their like; no statute names a number":
    "RGPD, art. 5, par. 1, point e, et par. 2, et textes semblables ; aucune loi ne fixe de durée",
  "GDPR art. 5(1)(e) and its like; no statute names a number":
    "RGPD, art. 5, par. 1, point e, et textes semblables ; aucune loi ne fixe de durée",
  "GDPR art. 5(2) and its like ask for proof and name no number; six years is this product's choice":
    "RGPD, art. 5, par. 2, et textes semblables : ils exigent des preuves sans fixer de durée ; les six ans sont le choix de ce produit",
  "no law names a number; erasure has to reach backups in reasonable time":
    "aucune loi ne fixe de durée ; l'effacement doit atteindre les sauvegardes dans un délai raisonnable",
  "no statute names a number; thirty days is this product's own ceiling":
    "aucune loi ne fixe de durée ; les trente jours sont la limite de ce produit",
  "the laws say when it is no longer needed, in reasonable time; the ninety days are this product's choice":
    "les lois disent : quand ce n'est plus nécessaire, dans un délai raisonnable ; les quatre-vingt-dix jours sont le choix de ce produit",
  "the longest that was found: Quebec asks for five years, PIPEDA for two, HIPAA's documentation is six":
    "la plus longue durée trouvée : le Québec demande cinq ans, la LPRPDE deux, la documentation HIPAA six",
  "the strictest of all laws that were looked up, for every practice":
    "la plus stricte de toutes les lois consultées, pour chaque cabinet",
  "GDPR art. 5(1)(e) and 17(1)(a), UK GDPR likewise; the thirty days are this product's choice":
    "RGPD, art. 5, par. 1, point e, et art. 17, par. 1, point a, de même UK GDPR ; les trente jours sont le choix de ce produit",
  "18 USC 2511(2)(d) and the state's own act": "18 USC 2511(2)(d) et la loi de l'État",
  "22 TAC 465.22, whose opening alone was read": "22 TAC 465.22, dont seul le début a été lu",
  "22 TAC 465.22: three years past majority": "22 TAC 465.22 : trois ans après la majorité",
  "22 TAC 681.36(b) and 781.309(4): five years past 18": "22 TAC 681.36(b) et 781.309(4) : cinq ans après 18 ans",
  "262 CMR 8.02(1)(b): one year past majority": "262 CMR 8.02(1)(b) : un an après la majorité",
  "45 CFR 164.308(b) and 164.504(e); guidance of the HHS on cloud computing":
    "45 CFR 164.308(b) et 164.504(e) ; lignes directrices du HHS sur l'informatique en nuage",
  "45 CFR 164.316(b)(2)(i), six years for what must be documented":
    "45 CFR 164.316(b)(2)(i), six ans pour ce qui doit être documenté",
  "45 CFR 164.316(b)(2)(i): six years from when it was made or last in effect":
    "45 CFR 164.316(b)(2)(i) : six ans à compter de la création ou de la dernière validité",
  "HIPAA 45 CFR 164.312(b), audit controls; 164.316(b)(2)(i), six years for what must be documented":
    "HIPAA 45 CFR 164.312(b), contrôles d'audit ; 164.316(b)(2)(i), six ans pour ce qui doit être documenté",
  "64B19-19.003 F.A.C.: three years whole, four more whole or as a summary":
    "64B19-19.003 F.A.C. : trois ans en entier, quatre de plus en entier ou en résumé",
  "73 P.S. § 2303, as changed by Act 33 of 2024; one list says 30 days":
    "73 P.S. § 2303, modifié par l'Act 33 de 2024 ; une liste indique 30 jours",
  "8 NYCRR 29.2(a)(3): one year after 21": "8 NYCRR 29.2(a)(3) : un an après 21 ans",
  "815 ILCS 530/10, of which paragraph (a) was read: the most expedient time possible":
    "815 ILCS 530/10, dont le paragraphe (a) a été lu : le plus vite possible",
  "Act of 22 April 2019 on quality in practice, art. 35: 30 years at least, 50 at most":
    "Loi du 22 avril 2019 relative à la qualité de la pratique, art. 35 : 30 ans au moins, 50 au plus",
  "BDSG § 22(2) no. 2, who entered, changed or removed data; GDPR art. 5(1)(e)":
    "BDSG, § 22(2) no 2, qui a saisi, modifié ou retiré des données ; RGPD, art. 5, par. 1, point e",
  "Business and Commerce Code § 521.053(i), as changed by SB 768 of 2023":
    "Business and Commerce Code § 521.053(i), modifié par la SB 768 de 2023",
  "Center for Connected Health Policy, consent requirements; the state's own rule was not looked up":
    "Center for Connected Health Policy, sur le consentement ; la règle de l'État n'a pas été recherchée",
  "Civil Code § 1798.82(f), as changed by SB 446": "Civil Code § 1798.82(f), modifié par la SB 446",
  "Civil Code § 1798.82, as changed by SB 446, from 1 January 2026":
    "Civil Code § 1798.82, modifié par la SB 446, à partir du 1er janvier 2026",
  "College of Psychologists of BC, Code of Conduct 13: 7 years past 19":
    "College of Psychologists of BC, Code of Conduct 13 : 7 ans après 19 ans",
  "GDPR art. 13": "RGPD, art. 13",
  "GDPR art. 28(3)": "RGPD, art. 28, par. 3",
  "GDPR art. 30": "RGPD, art. 30",
  "GDPR art. 33(1) and 33(4)": "RGPD, art. 33, par. 1 et 4",
  "GDPR art. 34(1) and 34(3)(a)": "RGPD, art. 34, par. 1 et par. 3, point a",
  "GDPR art. 35 and recital 91": "RGPD, art. 35 et considérant 91",
  "GDPR art. 6(1)(b) and 9(2)(h); § 22(1) no. 1 b BDSG":
    "RGPD, art. 6, par. 1, point b, et art. 9, par. 2, point h ; § 22(1) no 1 b BDSG",
  "GDPR art. 9(2)(a); BMV-Ä annex 31b, as summaries tell it":
    "RGPD, art. 9, par. 2, point a ; BMV-Ä, annexe 31b, d'après des résumés",
  "GDPR art. 9(2)(a); the place's own criminal law was not looked up":
    "RGPD, art. 9, par. 2, point a ; le droit pénal du lieu n'a pas été recherché",
  "General Business Law § 899-aa, as changed on 21 December 2024":
    "General Business Law § 899-aa, modifié le 21 décembre 2024",
  "M.G.L. c. 93H § 3: as soon as practicable": "M.G.L. c. 93H § 3 : dès que possible",
  "PHIPA s 12(2): at the first reasonable opportunity": "PHIPA s 12(2) : à la première occasion raisonnable",
  "Psychologengesetz 2013 § 35(3), which does not say from when on":
    "Psychologengesetz 2013, § 35(3), qui ne dit pas à partir de quand",
  "Psychotherapiegesetz 2024, whose text on records was not read":
    "Psychotherapiegesetz 2024, dont le texte sur les dossiers n'a pas été lu",
  "Psychology Board of Australia, Code of conduct 8.5, as one practice tells it":
    "Psychology Board of Australia, Code of conduct 8.5, selon un cabinet",
  "no statute; Psychology Board of Australia, Code of conduct 8.5, as one practice tells it":
    "aucune loi ; Psychology Board of Australia, Code of conduct 8.5, selon un cabinet",
  "Psychology Board of Australia, Code of conduct, since 1 December 2025":
    "Psychology Board of Australia, Code of conduct, depuis le 1er décembre 2025",
  "RCW 19.255.010, as the Attorney General tells it": "RCW 19.255.010, selon l'Attorney General",
  "UK GDPR art. 33, as official pages for businesses tell it":
    "UK GDPR, art. 33, d'après des pages officielles pour entreprises",
  "UK GDPR art. 34, as official pages for businesses tell it":
    "UK GDPR, art. 34, d'après des pages officielles pour entreprises",
  "UK GDPR and the duty of confidence": "UK GDPR et le devoir de confidentialité",
  "UK GDPR art. 35 and recital 91": "UK GDPR, art. 35 et considérant 91",
  "art. 7:454(3) BW, since 1 January 2020": "art. 7:454, par. 3, BW, depuis le 1er janvier 2020",
  "code of the BDP on raw material; without a treatment contract § 630f BGB does not hold":
    "code du BDP sur les données brutes ; sans contrat de soins, le § 630f BGB ne s'applique pas",
  "custom: 25th birthday, 26th for whoever was 17 at the end":
    "usage : 25e anniversaire, 26e pour qui avait 17 ans à la fin",
  "guidance of the Information and Privacy Commissioner for British Columbia; an old source":
    "lignes directrices de l'Information and Privacy Commissioner de la Colombie-Britannique ; source ancienne",
  "no statute; custom of 7 to 8 years, which UK GDPR art. 5(1)(e) wants justified":
    "aucune loi ; usage de 7 à 8 ans, à justifier selon l'art. 5, par. 1, point e, UK GDPR",
  "16 CFR part 318, since 29 July 2024": "16 CFR part 318, depuis le 29 juillet 2024",
  "42 CFR 422.504(d), contracts under Medicare Advantage; Medicare itself names no number for a practice":
    "42 CFR 422.504(d), contrats Medicare Advantage ; Medicare même ne fixe aucune durée pour un cabinet",
  "APA Record Keeping Guidelines 2007, no. 7: three years past majority":
    "APA Record Keeping Guidelines 2007, no 7 : trois ans après la majorité",
  "no statute was found; APA Record Keeping Guidelines 2007, no. 7, archived in 2019":
    "aucune loi trouvée ; APA Record Keeping Guidelines 2007, no 7, archivées en 2019",
  "PIPEDA principle 4.1.3 and the provinces' acts": "LPRPDE, principe 4.1.3, et les lois des provinces",
  "sources disagree: 23rd birthday, or one year past majority":
    "les sources divergent : 23e anniversaire, ou un an après la majorité",
  "standards of the profession; no statute was found": "normes de la profession ; aucune loi trouvée",
  "two years past majority or ten years; one practice goes by six years":
    "deux ans après la majorité ou dix ans ; un cabinet applique six ans",
  "the state's act on listening or surveillance devices":
    "la loi de l'État sur les appareils d'écoute ou de surveillance",
  "the state's wiretapping act, in every list that was read":
    "la loi de l'État sur les écoutes, dans toutes les listes lues",
  "C-26, r. 221, s. 8, in force on 1 July 2024": "C-26, r. 221, art. 8, en vigueur au 1er juillet 2024",
};

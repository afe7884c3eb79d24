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
  "the Attorney General, with a sample of the notice, 15 days after the people":
    "l'Attorney General, avec un exemplaire de l'avis, 15 jours après les personnes concernées",
  "the Attorney General, five working days after the Secretary of Health and Human Services":
    "l'Attorney General, cinq jours ouvrables après le Secretary of Health and Human Services",
  "the Australian Information Commissioner and the people themselves":
    "l'Australian Information Commissioner et les personnes concernées",
  "the Commission d'accès à l'information and the people themselves":
    "la Commission d'accès à l'information et les personnes concernées",
  "the Information Commissioner": "l'Information Commissioner",
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

  // What has to have happened: follows « quand ».
  "250 residents of Texas or more are concerned": "250 résidents du Texas ou plus sont concernés",
  "500 people or more are concerned; of fewer, within 60 days of the year's end":
    "500 personnes ou plus sont concernées ; pour un nombre moindre, dans les 60 jours suivant la fin de l'année",
  "a risk for people is not unlikely": "un risque pour les personnes n'est pas improbable",
  "a risk for people is not unlikely; reasons are added when it is later":
    "un risque pour les personnes n'est pas improbable ; en cas de retard, les motifs sont indiqués",
  "anything of theirs was stolen, lost or used without a right":
    "quelque chose les concernant a été volé, perdu ou utilisé sans droit",
  "harm is possible: no statute demands it of a private practice, and the authority's guidance does":
    "un préjudice est possible : aucune loi ne l'impose à un cabinet privé, les lignes directrices de l'autorité le demandent",
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
  "the Secretary had to be told, which is of practices under HIPAA alone":
    "le Secretary a dû être prévenu, ce qui ne vaut que pour les cabinets soumis à HIPAA",
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
  "fee to the Information Commissioner": "redevance à l'Information Commissioner",
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

  // Sources in words; those that are only a statute's name and section stay as they are.
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
};

/** The law's texts in Spanish, by their English ones in `clinic/law/`. */
export const ES: Readonly<Record<string, string>> = {
  // Places, as in a list: without an article.
  Alberta: "Alberta",
  Austria: "Austria",
  Belgium: "Bélgica",
  "British Columbia": "Columbia Británica",
  Bulgaria: "Bulgaria",
  California: "California",
  Croatia: "Croacia",
  Cyprus: "Chipre",
  Czechia: "Chequia",
  Denmark: "Dinamarca",
  Estonia: "Estonia",
  Finland: "Finlandia",
  Florida: "Florida",
  France: "Francia",
  Germany: "Alemania",
  Greece: "Grecia",
  Hungary: "Hungría",
  Illinois: "Illinois",
  Ireland: "Irlanda",
  Italy: "Italia",
  Latvia: "Letonia",
  Lithuania: "Lituania",
  Luxembourg: "Luxemburgo",
  Malta: "Malta",
  Massachusetts: "Massachusetts",
  "New South Wales": "Nueva Gales del Sur",
  "New York": "Nueva York",
  Ontario: "Ontario",
  Pennsylvania: "Pensilvania",
  Poland: "Polonia",
  Portugal: "Portugal",
  Quebec: "Quebec",
  Queensland: "Queensland",
  Romania: "Rumanía",
  Slovakia: "Eslovaquia",
  Slovenia: "Eslovenia",
  "South Australia": "Australia Meridional",
  Spain: "España",
  Sweden: "Suecia",
  Tasmania: "Tasmania",
  Texas: "Texas",
  Victoria: "Victoria",
  "Washington State": "Estado de Washington",
  "Western Australia": "Australia Occidental",
  "the Australian Capital Territory": "Territorio de la Capital Australiana",
  "the Netherlands": "Países Bajos",
  "the Northern Territory": "Territorio del Norte",
  "the United Kingdom": "Reino Unido",

  // Parts of a place, where a line is to be had.
  "England, Scotland and Wales": "Inglaterra, Escocia y Gales",
  "Northern Ireland": "Irlanda del Norte",

  // From when the years of a record count.
  "from the discharge": "desde el alta",
  "from the end of each episode": "desde el fin de cada proceso asistencial",
  "from the end of the contract period": "desde el fin del periodo del contrato",
  "from the end of the professional relation": "desde el fin de la relación profesional",
  "from the end of the services": "desde el fin de los servicios",
  "from the end of the therapy": "desde el fin de la terapia",
  "from the end of the treatment": "desde el fin del tratamiento",
  "from the end of the work": "desde el fin del trabajo conjunto",
  "from the last change in the file": "desde el último cambio en el expediente",
  "from the last contact": "desde el último contacto",
  "from the last encounter": "desde el último encuentro",
  "from the last entry": "desde la última anotación",
  "from the last professional contact": "desde el último contacto profesional",
  "from the last professional service": "desde el último servicio profesional",
  "from the last relevant contact": "desde el último contacto relevante",
  "from the last service": "desde el último servicio",

  // What else a lawyer has to be asked of a term.
  "Ask your lawyer or your professional body how long records of minors are kept.":
    "Pregunte a su abogado o a su colegio profesional cuánto tiempo se conservan los expedientes de menores.",
  "Ask your lawyer or your professional body what 22 TAC 801.48 says of marriage and family therapists.":
    "Pregunte a su abogado o a su colegio profesional qué dice 22 TAC 801.48 sobre los terapeutas de pareja y familia.",
  "Ask your lawyer or your professional body what the College of Health and Care Professionals asks for since the Health Professions and Occupations Act of 1 April 2026.":
    "Pregunte a su abogado o a su colegio profesional qué exige el College of Health and Care Professionals desde la Health Professions and Occupations Act del 1 de abril de 2026.",
  "Ask your lawyer or your professional body what your region adds: Catalonia and Galicia, for two, ask for far longer, Galicia for consents without an end.":
    "Pregunte a su abogado o a su colegio profesional qué añade su comunidad autónoma: Cataluña y Galicia, por ejemplo, exigen mucho más, Galicia sin límite para los consentimientos.",
  "Ask your lawyer or your professional body whether another rule asks for more, which that article leaves open.":
    "Pregunte a su abogado o a su colegio profesional si otra norma exige más, lo que ese artículo deja abierto.",
  "Ask your lawyer or your professional body whether records of minors are kept longer.":
    "Pregunte a su abogado o a su colegio profesional si los expedientes de menores se conservan más tiempo.",
  "Ask your lawyer or your professional body whether the Psychology Board's own code, in force since 1 December 2025, names a number.":
    "Pregunte a su abogado o a su colegio profesional si el código propio del Psychology Board, vigente desde el 1 de diciembre de 2025, fija un número de años.",
  "Ask your lawyer or your professional body whether the Standards of 2024, which took their place on 1 July 2024, name the same number.":
    "Pregunte a su abogado o a su colegio profesional si las normas de 2024, que las sustituyeron el 1 de julio de 2024, fijan el mismo plazo.",
  "Ask your lawyer or your professional body whether the number still holds since the Health Professions and Occupations Act of 1 April 2026.":
    "Pregunte a su abogado o a su colegio profesional si el plazo sigue vigente desde la Health Professions and Occupations Act del 1 de abril de 2026.",
  "Ask your lawyer or your professional body whether your commissioner reads the 20 years as ending with 8 for some, and which rule holds in Scotland and Wales.":
    "Pregunte a su abogado o a su colegio profesional si su entidad contratante reduce los 20 años a 8 en algunos casos, y qué norma rige en Escocia y Gales.",
  "Ask your lawyer or your professional body whether your insurer's terms ask for more.":
    "Pregunte a su abogado o a su colegio profesional si las condiciones de su seguro exigen más.",

  // What is kept beside the record.
  "addresses in technical logs": "direcciones en los registros técnicos",
  "record of what administrators did": "registro de lo que hicieron los administradores",
  "audit log of the desk": "registro de auditoría de la recepción",
  backups: "copias de seguridad",
  "register of incidents": "registro de incidentes",
  "proof of what was done for security": "pruebas de las medidas de seguridad tomadas",

  // Who has to be told.
  "people in Florida, and the Department of Legal Affairs where 500 or more are concerned":
    "las personas afectadas en Florida, y el Department of Legal Affairs a partir de 500 afectados",
  "residents of California": "los residentes de California afectados",
  "residents of New York, the Attorney General, the Department of State, the State Police and the Department of Financial Services":
    "los residentes de Nueva York afectados, el Attorney General, el Department of State, la State Police y el Department of Financial Services",
  "residents of Washington, and the Attorney General where more than 500 are concerned":
    "los residentes del Estado de Washington afectados, y el Attorney General si son más de 500",
  "residents, and the Attorney General where more than 500 are concerned":
    "los residentes afectados, y el Attorney General si son más de 500",
  "residents, the Attorney General and the Office of Consumer Affairs":
    "los residentes afectados, el Attorney General y la Office of Consumer Affairs",
  "the Attorney General": "el Attorney General",
  "the Attorney General, with a sample of the notice": "el Attorney General, con una muestra del aviso",
  "the Australian Information Commissioner and the people themselves":
    "el Australian Information Commissioner y las personas afectadas",
  "the Commission d'accès à l'information and the people themselves":
    "la Commission d'accès à l'information y las personas afectadas",
  "the Information Commission (ICO)": "la Information Commission (ICO)",
  "the Information and Privacy Commissioner of Alberta": "el Information and Privacy Commissioner de Alberta",
  "the Information and Privacy Commissioner of Ontario": "el Information and Privacy Commissioner de Ontario",
  "the Secretary of Health and Human Services": "el Departamento de Salud de los Estados Unidos (Secretary of HHS)",
  "the data protection authority": "la autoridad de protección de datos",
  "the media of the state": "los medios de comunicación del estado",
  "the people themselves": "las personas afectadas",
  "the people themselves and the Federal Trade Commission": "las personas afectadas y la Federal Trade Commission",
  "the people themselves and the Information and Privacy Commissioner":
    "las personas afectadas y el Information and Privacy Commissioner",
  "the people themselves, with their right to complain":
    "las personas afectadas, indicando su derecho a presentar una queja",
  "the professional college": "el colegio profesional",
  "yourselves, in writing: whether it is a breach that has to be told":
    "ustedes mismos, por escrito: si es una violación que debe comunicarse",

  // From when a deadline counts, where that is not when the practice first knew.
  "from the dismissal, suspension or measure": "desde el despido, la suspensión o la sanción",
  "from the day on which the Secretary was told": "desde el día en que se avisó al Secretary",
  "from the day on which the people were told": "desde el día en que se avisó a las personas afectadas",
  "from the end of the year in which it was found out": "desde el fin del año en que se descubrió",
  "from the first suspicion": "desde la primera sospecha",

  // What has to have happened: follows «cuando».
  "250 residents of Texas or more are concerned": "haya 250 o más residentes de Texas afectados",
  "500 people or more are concerned": "haya 500 o más personas afectadas",
  "a risk for people is not unlikely": "no sea improbable un riesgo para las personas",
  "a risk for people is not unlikely; reasons are added when it is later":
    "no sea improbable un riesgo para las personas; si se hace más tarde, se indican los motivos",
  "anything of theirs was stolen, lost or used without a right":
    "algo suyo se haya robado, perdido o usado sin derecho",
  "harm is possible: no statute demands it of a private practice, and the authority's guidance does":
    "sea posible un daño: ninguna ley lo exige a una consulta privada, pero sí las directrices de la autoridad",
  "fewer than 500 people are concerned": "haya menos de 500 personas afectadas",
  "it is one of seven kinds; a count of all goes there each year by 1 March":
    "sea uno de los siete tipos previstos; el número total se comunica cada año antes del 1 de marzo",
  "more than 500 people of one state are concerned": "haya más de 500 personas afectadas de un mismo estado",
  "more than 500 residents are concerned": "haya más de 500 residentes afectados",
  "personal information was taken": "se hayan sustraído datos personales",
  "personal information was taken, medical information included":
    "se hayan sustraído datos personales, incluidos los médicos",
  "private information was taken, since 21 March 2025 medical information too":
    "se hayan sustraído datos privados, desde el 21 de marzo de 2025 también los médicos",
  "sensitive personal information was taken, encrypted with a key that was taken too":
    "se hayan sustraído datos personales sensibles, también cifrados si se sustrajo la clave",
  "serious harm is likely and nothing that you did removes it; the thirty days are for finding out, not for telling":
    "sea probable un daño grave y nada de lo que ustedes hicieron lo evite; los treinta días son para averiguar, no para comunicar",
  "somebody saw personal information without a right, medical history included":
    "alguien haya visto sin derecho datos personales, incluido el historial médico",
  "somebody was dismissed, suspended or disciplined for it":
    "alguien haya sido despedido, suspendido o sancionado por ello",
  "the Secretary had to be told, whatever the data was":
    "hubiera que avisar al Secretary, fueran cuales fueran los datos",
  "the practice offers people a record of their own, which a practice outside HIPAA may: ask whether yours does":
    "la consulta ofrezca a las personas su propio historial de salud, lo que puede hacer una consulta fuera de HIPAA: pregunte si es su caso",
  "the risk for them is high": "el riesgo para ellas sea alto",
  "the risk for them is high, unless the data were encrypted and the key is safe":
    "el riesgo para ellas sea alto, salvo que los datos estuvieran cifrados y la clave esté a salvo",
  "there is a real risk of significant harm": "exista un riesgo real de daño considerable",
  "there is a risk of serious injury": "exista un riesgo de perjuicio grave",
  "unencrypted data of theirs was taken, medical data included":
    "se hayan sustraído datos suyos sin cifrar, incluidos los médicos",
  "unsecured personal information was taken and harm is likely":
    "se hayan sustraído datos personales sin proteger y sea probable un daño",
  "unsecured protected health information was concerned and a low probability can't be shown":
    "haya datos de salud protegidos sin asegurar afectados y no pueda demostrarse una probabilidad baja",
  "you suspect one": "sospechen que la hay",

  // Agreements and papers, and what each is about.
  "Data Security and Protection Toolkit": "Data Security and Protection Toolkit",
  "agreement on privacy with the host": "acuerdo de privacidad con el proveedor de alojamiento",
  "agreement with the host": "acuerdo con el proveedor de alojamiento",
  "business associate agreement": "Business Associate Agreement (BAA)",
  "data processing agreement": "contrato de encargo del tratamiento",
  "fee to the Information Commission (ICO)": "tasa a la Information Commission (ICO)",
  "impact assessment, or why none is needed": "evaluación de impacto, o por qué no hace falta",
  "name of the person in charge of privacy": "nombre de la persona responsable de la privacidad",
  "notice of privacy practices": "Notice of Privacy Practices",
  "privacy impact assessment and written agreement": "evaluación de impacto en la privacidad y acuerdo escrito",
  "privacy notice": "información sobre protección de datos",
  "privacy policy and collection notice": "política de privacidad y aviso de recogida",
  "record of processing": "registro de actividades de tratamiento",
  "undertaking of secrecy": "compromiso de secreto",
  "written public statement of information practices": "declaración pública escrita sobre el tratamiento de datos",
  "before anything leaves Quebec, to another province too":
    "antes de que algo salga de Quebec, también hacia otra provincia",
  "by the host, administrators and everyone else who helps, without which the practitioner is punishable":
    "del proveedor de alojamiento, los administradores y todos los demás que colaboren; sin él, el profesional incurre en delito",
  "for the people themselves": "para las propias personas",
  "handed in each year for work that the NHS commissions": "se entrega cada año por el trabajo que encarga el NHS",
  "of sessions by video and of messages": "de las sesiones por vídeo y de los mensajes",
  "of what is kept, why, for how long and who gets it":
    "de qué se conserva, por qué, durante cuánto tiempo y quién lo recibe",
  "on the same protection as in the practice": "sobre la misma protección que en la consulta",
  "paid each year": "se paga cada año",
  "published by the practice": "publicado por la consulta",
  "where the host is overseas, for whose acts the practice answers":
    "cuando el proveedor de alojamiento está en el extranjero; la consulta responde de sus actos",
  "with everyone who keeps or carries protected health information, the host and backups included, without a key too":
    "con todos los que guardan o transportan datos de salud protegidos, incluidos el proveedor de alojamiento y las copias de seguridad, aunque no tengan la clave",
  "with the host and with everyone else who keeps or carries the practice's data, mail and backups included":
    "con el proveedor de alojamiento y con todos los demás que guardan o transportan datos de la consulta, incluidos el correo y las copias de seguridad",

  // Consent.
  "A recording of such a session is data of a special kind, which needs explicit consent.":
    "La grabación de una sesión así pertenece a las categorías especiales de datos y necesita un consentimiento explícito.",
  "Before the first session, consent by word or in writing is noted; it covers secrecy, where data lie, interruptions and insurance.":
    "Antes de la primera sesión se anota el consentimiento, verbal o escrito; abarca el secreto, dónde están los datos, las interrupciones y el seguro.",
  "Consent after information, which goes on: it is asked again when something changes.":
    "Consentimiento informado y continuo: se vuelve a pedir cuando algo cambia.",
  "Consent after information, written down.": "Consentimiento informado, por escrito.",
  "For what statutory insurers pay, consent to the video service is needed, a certified service, and nobody may record.":
    "Para lo que paga el seguro médico legal hacen falta el consentimiento al servicio de vídeo y un servicio certificado, y nadie puede grabar.",
  "Most states ask for consent to sessions at a distance: get it and note it. The licence follows where the other person is.":
    "La mayoría de los estados exige consentimiento para las sesiones a distancia: pídalo y anótelo. La licencia depende de dónde está la otra persona.",
  "Nobody records unless everybody present has agreed in writing, and everybody may take that back.":
    "Nadie graba si no lo han aceptado por escrito todas las personas presentes, y cualquiera puede retirar su acuerdo.",
  "Recording needs consent.": "Una grabación necesita consentimiento.",
  "Recording speech in secret is a crime.": "Grabar en secreto lo que se dice es un delito.",
  "The contract is reason enough for the session itself; consent is for what goes beyond it.":
    "Para la sesión en sí basta el contrato; el consentimiento es para lo que va más allá.",
  "The law lets one who is present record, and forbids to publish it.":
    "La ley permite grabar a una persona presente y prohíbe publicar la grabación.",
  "The law lets one who is present record; secrecy and privacy law ask for consent all the same.":
    "La ley permite grabar a una persona presente; el secreto profesional y la protección de datos exigen consentimiento de todos modos.",
  "Whoever records needs the consent of everybody present.":
    "Quien graba necesita el consentimiento de todas las personas presentes.",

  // Sources in words, and the GDPR's as it is cited here; other statutes stay as they are.
  "nobody has looked up the term of this place, and Germany's ten years stand in":
    "nadie ha consultado el plazo de este lugar; los diez años de Alemania lo suplen",
  "nobody has looked up the term for what public bodies pay, and that of private payers stands in:":
    "nadie ha consultado el plazo de lo que pagan los organismos públicos; el de los pagadores privados lo suple:",
  "nobody has looked up the term of this profession, and the longest of the place stands in:":
    "nadie ha consultado el plazo de esta profesión; el más largo del lugar lo suple:",
  "GDPR art. 5(1)(c) and (e), UK GDPR likewise; supervisory authorities' practice, secondary sources":
    "RGPD, art. 5.1.c) y e), igual que UK GDPR; práctica de las autoridades de control, fuentes secundarias",
  "GDPR art. 5(1)(e) and 5(2) and their like; no statute names a number":
    "RGPD, art. 5.1.e) y 5.2, y normas semejantes; ninguna ley fija un plazo",
  "GDPR art. 5(1)(e) and its like; no statute names a number":
    "RGPD, art. 5.1.e), y normas semejantes; ninguna ley fija un plazo",
  "GDPR art. 5(2) and its like ask for proof and name no number; six years is this product's choice":
    "RGPD, art. 5.2, y normas semejantes exigen pruebas y no fijan plazo; los seis años son elección de este producto",
  "no law names a number; erasure has to reach backups in reasonable time":
    "ninguna ley fija un plazo; la supresión tiene que llegar a las copias de seguridad en un tiempo razonable",
  "no statute names a number; thirty days is this product's own ceiling":
    "ninguna ley fija un plazo; los treinta días son el máximo de este producto",
  "the laws say when it is no longer needed, in reasonable time; the ninety days are this product's choice":
    "las leyes dicen: cuando ya no haga falta, en un tiempo razonable; los noventa días son elección de este producto",
  "the longest that was found: Quebec asks for five years, PIPEDA for two, HIPAA's documentation is six":
    "el más largo que se encontró: Quebec pide cinco años, PIPEDA dos, la documentación de HIPAA seis",
  "the strictest of all laws that were looked up, for every practice":
    "la más estricta de todas las leyes consultadas, para cada consulta",
  "GDPR art. 5(1)(e) and 17(1)(a), UK GDPR likewise; the thirty days are this product's choice":
    "RGPD, art. 5.1.e) y 17.1.a), igual que UK GDPR; los treinta días son elección de este producto",
  "18 USC 2511(2)(d) and the state's own act": "18 USC 2511(2)(d) y la ley del estado",
  "22 TAC 465.22, whose opening alone was read": "22 TAC 465.22, del que solo se leyó el comienzo",
  "22 TAC 465.22: three years past majority": "22 TAC 465.22: tres años después de la mayoría de edad",
  "22 TAC 681.36(b) and 781.309(4): five years past 18": "22 TAC 681.36(b) y 781.309(4): cinco años después de los 18",
  "262 CMR 8.02(1)(b): one year past majority": "262 CMR 8.02(1)(b): un año después de la mayoría de edad",
  "45 CFR 164.308(b) and 164.504(e); guidance of the HHS on cloud computing":
    "45 CFR 164.308(b) y 164.504(e); guía del HHS sobre la computación en la nube",
  "45 CFR 164.316(b)(2)(i), six years for what must be documented":
    "45 CFR 164.316(b)(2)(i), seis años para lo que debe documentarse",
  "45 CFR 164.316(b)(2)(i): six years from when it was made or last in effect":
    "45 CFR 164.316(b)(2)(i): seis años desde que se hizo o estuvo vigente por última vez",
  "HIPAA 45 CFR 164.312(b), audit controls; 164.316(b)(2)(i), six years for what must be documented":
    "HIPAA 45 CFR 164.312(b), controles de auditoría; 164.316(b)(2)(i), seis años para lo que debe documentarse",
  "64B19-19.003 F.A.C.: three years whole, four more whole or as a summary":
    "64B19-19.003 F.A.C.: tres años completo, cuatro más completo o en resumen",
  "73 P.S. § 2303, as changed by Act 33 of 2024; one list says 30 days":
    "73 P.S. § 2303, modificado por la Act 33 de 2024; una lista dice 30 días",
  "8 NYCRR 29.2(a)(3): one year after 21": "8 NYCRR 29.2(a)(3): un año después de los 21",
  "815 ILCS 530/10, of which paragraph (a) was read: the most expedient time possible":
    "815 ILCS 530/10, del que se leyó el apartado (a): lo antes posible",
  "Act of 22 April 2019 on quality in practice, art. 35: 30 years at least, 50 at most":
    "Ley de 22 de abril de 2019 sobre la calidad de la práctica, art. 35: 30 años como mínimo, 50 como máximo",
  "BDSG § 22(2) no. 2, who entered, changed or removed data; GDPR art. 5(1)(e)":
    "BDSG, § 22(2) n.º 2, quién introdujo, cambió o eliminó datos; RGPD, art. 5.1.e)",
  "Business and Commerce Code § 521.053(i), as changed by SB 768 of 2023":
    "Business and Commerce Code § 521.053(i), modificado por la SB 768 de 2023",
  "Center for Connected Health Policy, consent requirements; the state's own rule was not looked up":
    "Center for Connected Health Policy, sobre el consentimiento; no se consultó la norma del estado",
  "Civil Code § 1798.82(f), as changed by SB 446": "Civil Code § 1798.82(f), modificado por la SB 446",
  "Civil Code § 1798.82, as changed by SB 446, from 1 January 2026":
    "Civil Code § 1798.82, modificado por la SB 446, desde el 1 de enero de 2026",
  "College of Psychologists of BC, Code of Conduct 13: 7 years past 19":
    "College of Psychologists of BC, Code of Conduct 13: 7 años después de los 19",
  "GDPR art. 13": "RGPD, art. 13",
  "GDPR art. 28(3)": "RGPD, art. 28.3",
  "GDPR art. 30": "RGPD, art. 30",
  "GDPR art. 33(1) and 33(4)": "RGPD, art. 33.1 y 33.4",
  "GDPR art. 34(1) and 34(3)(a)": "RGPD, art. 34.1 y 34.3.a)",
  "GDPR art. 35 and recital 91": "RGPD, art. 35 y considerando 91",
  "GDPR art. 6(1)(b) and 9(2)(h); § 22(1) no. 1 b BDSG": "RGPD, art. 6.1.b) y 9.2.h); § 22(1) n.º 1 b BDSG",
  "GDPR art. 9(2)(a); BMV-Ä annex 31b, as summaries tell it": "RGPD, art. 9.2.a); BMV-Ä, anexo 31b, según resúmenes",
  "GDPR art. 9(2)(a); the place's own criminal law was not looked up":
    "RGPD, art. 9.2.a); no se consultó el derecho penal del lugar",
  "General Business Law § 899-aa, as changed on 21 December 2024":
    "General Business Law § 899-aa, modificado el 21 de diciembre de 2024",
  "M.G.L. c. 93H § 3: as soon as practicable": "M.G.L. c. 93H § 3: en cuanto sea posible",
  "PHIPA s 12(2): at the first reasonable opportunity": "PHIPA s 12(2): en la primera ocasión razonable",
  "Psychologengesetz 2013 § 35(3), which does not say from when on":
    "Psychologengesetz 2013, § 35(3), que no dice desde cuándo",
  "Psychotherapiegesetz 2024, whose text on records was not read":
    "Psychotherapiegesetz 2024, cuyo texto sobre expedientes no se leyó",
  "Psychology Board of Australia, Code of conduct 8.5, as one practice tells it":
    "Psychology Board of Australia, Code of conduct 8.5, según una consulta",
  "no statute; Psychology Board of Australia, Code of conduct 8.5, as one practice tells it":
    "ninguna ley; Psychology Board of Australia, Code of conduct 8.5, según una consulta",
  "Psychology Board of Australia, Code of conduct, since 1 December 2025":
    "Psychology Board of Australia, Code of conduct, desde el 1 de diciembre de 2025",
  "RCW 19.255.010, as the Attorney General tells it": "RCW 19.255.010, según el Attorney General",
  "UK GDPR art. 33, as official pages for businesses tell it":
    "UK GDPR, art. 33, según páginas oficiales para empresas",
  "UK GDPR art. 34, as official pages for businesses tell it":
    "UK GDPR, art. 34, según páginas oficiales para empresas",
  "UK GDPR and the duty of confidence": "UK GDPR y el deber de confidencialidad",
  "UK GDPR art. 35 and recital 91": "UK GDPR, art. 35 y considerando 91",
  "art. 7:454(3) BW, since 1 January 2020": "art. 7:454.3 BW, desde el 1 de enero de 2020",
  "code of the BDP on raw material; without a treatment contract § 630f BGB does not hold":
    "código del BDP sobre el material en bruto; sin contrato de tratamiento no rige el § 630f BGB",
  "custom: 25th birthday, 26th for whoever was 17 at the end":
    "costumbre: 25.º cumpleaños, el 26.º para quien tenía 17 años al final",
  "guidance of the Information and Privacy Commissioner for British Columbia; an old source":
    "guía del Information and Privacy Commissioner de Columbia Británica; fuente antigua",
  "no statute; custom of 7 to 8 years, which UK GDPR art. 5(1)(e) wants justified":
    "ninguna ley; costumbre de 7 a 8 años, que según el art. 5.1.e) UK GDPR hay que justificar",
  "16 CFR part 318, since 29 July 2024": "16 CFR part 318, desde el 29 de julio de 2024",
  "42 CFR 422.504(d), contracts under Medicare Advantage; Medicare itself names no number for a practice":
    "42 CFR 422.504(d), contratos de Medicare Advantage; Medicare mismo no fija plazo para una consulta",
  "APA Record Keeping Guidelines 2007, no. 7: three years past majority":
    "APA Record Keeping Guidelines 2007, n.º 7: tres años después de la mayoría de edad",
  "no statute was found; APA Record Keeping Guidelines 2007, no. 7, archived in 2019":
    "no se encontró ninguna ley; APA Record Keeping Guidelines 2007, n.º 7, archivadas en 2019",
  "PIPEDA principle 4.1.3 and the provinces' acts": "PIPEDA, principio 4.1.3, y las leyes de las provincias",
  "sources disagree: 23rd birthday, or one year past majority":
    "las fuentes discrepan: 23.º cumpleaños, o un año después de la mayoría de edad",
  "standards of the profession; no statute was found": "normas de la profesión; no se encontró ninguna ley",
  "two years past majority or ten years; one practice goes by six years":
    "dos años después de la mayoría de edad o diez años; una consulta aplica seis",
  "the state's act on listening or surveillance devices":
    "la ley del estado sobre dispositivos de escucha o vigilancia",
  "the state's wiretapping act, in every list that was read":
    "la ley del estado sobre escuchas, en todas las listas leídas",
  "C-26, r. 221, s. 8, in force on 1 July 2024": "C-26, r. 221, art. 8, vigente el 1 de julio de 2024",
};

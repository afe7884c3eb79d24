/** What the rules demand and what that serves, in Spanish, by their English words in `policies/rules/`. */
export const ES: Readonly<Record<string, string>> = {
  "End-to-end encryption is on and required, in video and in messages.":
    "El cifrado de extremo a extremo está activo y es obligatorio, en vídeo y en mensajes.",
  'The promise "end-to-end encryption is on and required": Annex 31b BMV-Ä, GDPR art. 32(1)(a), HIPAA 45 CFR 164.312(e).':
    "La promesa «el cifrado de extremo a extremo está activo y es obligatorio»: anexo 31b BMV-Ä, RGPD art. 32(1)(a), HIPAA 45 CFR 164.312(e).",
  "Nothing on the server can record, stream, transcribe or dial out, and no client offers to.":
    "Nada en el servidor puede grabar, emitir, transcribir ni llamar hacia fuera, y ningún programa lo ofrece.",
  'The promise "nothing on the server can record": § 201 StGB, and the consent of all parties, as CA, FL, IL, MD, MA, MT, NH, PA and WA ask for.':
    "La promesa «nada en el servidor puede grabar»: § 201 StGB, y el consentimiento de todos, que piden CA, FL, IL, MD, MA, MT, NH, PA y WA.",
  "No name that the outside can see tells what the practice does.":
    "Ningún nombre visible desde fuera dice lo que hace la consulta.",
  'The promise "every name that the outside can see is neutral": that somebody gets help is itself confidential.':
    "La promesa «todo nombre visible desde fuera es neutro»: que alguien reciba ayuda ya es confidencial.",
  "Every configuration is understood as its program would understand it.":
    "Cada ajuste se entiende como lo entiende su programa.",
  "All promises: what can't be told can't be promised.":
    "Todas las promesas: lo que no se puede decir no se puede prometer.",
  "Both address families drop what no rule accepts: in, out and through, before any interface is up.":
    "Las dos familias de direcciones rechazan lo que ninguna regla acepta: hacia dentro, hacia fuera y a través, antes de que haya red.",
  "Transmission security and access control: HIPAA 45 CFR 164.312(a) and (e), GDPR art. 32(1)(b).":
    "Seguridad de la transmisión y control de acceso: HIPAA 45 CFR 164.312(a) y (e), RGPD art. 32(1)(b).",
  "What the stack file puts inside the devices' tunnel is reached through it alone, and the practice's names lead there.":
    "Lo que el archivo de pila pone dentro del túnel de los dispositivos solo se alcanza por él, y los nombres de la consulta llevan allí.",
  "From outside, exactly the declared ports answer, and administration only from the administrators' networks or devices.":
    "Desde fuera responden justo los puertos declarados, y la administración solo desde las redes o los dispositivos de los administradores.",
  "Access control: HIPAA 45 CFR 164.312(a), GDPR art. 25 and 32.":
    "Control de acceso: HIPAA 45 CFR 164.312(a), RGPD art. 25 y 32.",
  "Programs listen to the outside on exactly the declared ports, over both address families.":
    "Los programas escuchan hacia fuera justo en los puertos declarados, en las dos familias de direcciones.",
  "Access control and data protection by default: HIPAA 45 CFR 164.312(a), GDPR art. 25(2) and 32.":
    "Control de acceso y protección de datos por defecto: HIPAA 45 CFR 164.312(a), RGPD art. 25(2) y 32.",
  "No packet of any account leaves for a place that no service declared; with a VPN, none leaves beside the tunnel.":
    "Ningún paquete de ninguna cuenta sale hacia un lugar que ningún servicio declaró; con una VPN, ninguno sale fuera del túnel.",
  "Confidentiality when a service fails: HIPAA 45 CFR 164.312(e), GDPR art. 32(1)(b) and (d).":
    "Confidencialidad cuando falla un servicio: HIPAA 45 CFR 164.312(e), RGPD art. 32(1)(b) y (d).",
  "Nobody enters a room without a signed link to it that ends, and guests wait in the lobby until they are let in.":
    "Nadie entra en una sala sin un enlace firmado que termina, y los invitados esperan hasta que se les deja entrar.",
  "Confidentiality of a meeting: GDPR art. 32(1)(b), HIPAA 45 CFR 164.312(a)(1) and (d) (access control, authentication).":
    "Confidencialidad de una reunión: RGPD art. 32(1)(b), HIPAA 45 CFR 164.312(a)(1) y (d) (control de acceso, autenticación).",
  "Nobody can make an account, and nobody gets in without one or a token.":
    "Nadie puede crearse una cuenta, y nadie entra sin una cuenta o una ficha de acceso.",
  "Unique users and access authorisation: HIPAA 45 CFR 164.308(a)(4) and 164.312(a)(2)(i), GDPR art. 25(2).":
    "Usuarios únicos y autorización de acceso: HIPAA 45 CFR 164.308(a)(4) y 164.312(a)(2)(i), RGPD art. 25(2).",
  "No other server can speak with this one, over Matrix or XMPP.":
    "Ningún otro servidor puede hablar con este, ni por Matrix ni por XMPP.",
  "Confidentiality: HIPAA 45 CFR 164.312(e)(1), GDPR art. 5(1)(f) and 25(2).":
    "Confidencialidad: HIPAA 45 CFR 164.312(e)(1), RGPD art. 5(1)(f) y 25(2).",
  "Nobody who writes here can look up other people or rooms.":
    "Nadie que escribe aquí puede buscar a otras personas u otras salas.",
  "Confidentiality of who is a client: § 203 StGB, GDPR art. 9(1) and 25(2), HIPAA 45 CFR 164.502(b).":
    "Queda confidencial quién viene: § 203 StGB, RGPD art. 9(1) y 25(2), HIPAA 45 CFR 164.502(b).",
  "No browser and no service contacts a host outside of the practice, but for time, packages, names and certificates.":
    "Ningún navegador ni servicio se dirige a un equipo fuera de la consulta, salvo para la hora, los paquetes, los nombres y los certificados.",
  "GDPR art. 5(1)(c) and 28, § 25 TDDDG, § 203 StGB: whoever is asked learns who asks.":
    "RGPD art. 5(1)(c) y 28, § 25 TDDDG, § 203 StGB: a quien se pregunta, aprende quién pregunta.",
  "The relay takes only credentials of a meeting, and leads to this machine's own address and nowhere else.":
    "El repetidor solo acepta los accesos de una reunión y solo lleva a la dirección de esta máquina.",
  "Access control: HIPAA 45 CFR 164.312(a), GDPR art. 32(1)(b); an open relay hides strangers behind the practice.":
    "Control de acceso: HIPAA 45 CFR 164.312(a), RGPD art. 32(1)(b); un repetidor abierto esconde a extraños tras la consulta.",
  "The web server answers with the pages, the signalling and the homeserver's client interface, and nothing else.":
    "El servidor web responde con las páginas, la señalización y la interfaz de mensajes, y con nada más.",
  "GDPR art. 25(2) and 32(1)(b), HIPAA 45 CFR 164.312(a)(1): what nobody needs from outside, nobody gets from outside.":
    "RGPD art. 25(2) y 32(1)(b), HIPAA 45 CFR 164.312(a)(1): lo que nadie necesita desde fuera, nadie lo recibe desde fuera.",
  "Everything travels under TLS 1.2 or newer with forward secrecy, and browsers are told to insist on it.":
    "Todo viaja con TLS 1.2 o posterior y secreto hacia adelante, y los navegadores deben insistir en ello.",
  "Transmission security: HIPAA 45 CFR 164.312(e), GDPR art. 32(1)(a); Mozilla Server Side TLS, intermediate.":
    "Seguridad de la transmisión: HIPAA 45 CFR 164.312(e), RGPD art. 32(1)(a); Mozilla Server Side TLS, nivel «intermediate».",
  "The certificate is asked of the stack file's issuer, for the practice's own names alone, with a strong key.":
    "El certificado se pide al emisor que nombra el archivo, solo para los nombres de la consulta, con una clave fuerte.",
  "The database answers no network, and lets in each service that has one there, as itself, and nobody else.":
    "La base de datos no responde a ninguna red, deja entrar a cada servicio que tiene la suya, como él mismo, y a nadie más.",
  "Access control: HIPAA 45 CFR 164.312(a)(1) and (d), GDPR art. 32(1)(b).":
    "Control de acceso: HIPAA 45 CFR 164.312(a)(1) y (d), RGPD art. 32(1)(b).",
  "The desk is reached through the web server alone, invites to the practice's own rooms, and deletes when the practice's law says.":
    "A las páginas de citas solo se llega por el servidor web, solo invitan a las salas de la consulta y borran cuando lo dice su ley.",
  "Storage limitation and access control: GDPR art. 5(1)(e) and 25(2), HIPAA 45 CFR 164.312(a)(1) and 164.316(b)(2)(i).":
    "Limitación del plazo de conservación y control de acceso: RGPD art. 5(1)(e) y 25(2), HIPAA 45 CFR 164.312(a)(1) y 164.316(b)(2)(i).",
  "Only administrators reach SSH, only from their networks and only with a key.":
    "Solo los administradores llegan a SSH, solo desde sus redes y solo con una clave.",
  "Access control: HIPAA 45 CFR 164.312(a) and (d), GDPR art. 32(1)(b).":
    "Control de acceso: HIPAA 45 CFR 164.312(a) y (d), RGPD art. 32(1)(b).",
  "Every service runs under its own account where it can, without new privileges, and sees only what it needs.":
    "Cada servicio funciona, donde puede, con su propia cuenta, sin permisos nuevos, y solo ve lo que necesita.",
  "Integrity and access control when a service fails: HIPAA 45 CFR 164.312(a)(1) and (c)(1), GDPR art. 32(1)(b); systemd.exec(5), Sandboxing.":
    "Integridad y control de acceso cuando falla un servicio: HIPAA 45 CFR 164.312(a)(1) y (c)(1), RGPD art. 32(1)(b); systemd.exec(5), Sandboxing.",
  "The kernel keeps its secrets from programs, believes no stranger about routes, and runs nobody's helper.":
    "El núcleo guarda sus secretos ante los programas, no cree a ningún extraño sobre rutas y no lanza ayudantes de nadie.",
  "Access control and integrity: HIPAA 45 CFR 164.312(a) and (c), GDPR art. 32(1)(b).":
    "Control de acceso e integridad: HIPAA 45 CFR 164.312(a) y (c), RGPD art. 32(1)(b).",
  "Nothing runs from temporary folders, no kernel module is loaded that nobody needs, no crash leaves memory on the disk, and a terminal that nobody uses is closed.":
    "Nada se ejecuta desde carpetas temporales, no se carga ningún módulo innecesario del núcleo, ningún fallo deja memoria en el disco y una terminal sin uso se cierra.",
  "Access control and integrity: HIPAA 45 CFR 164.312(a)(1), (a)(2)(iii) and (c)(1), GDPR art. 32(1)(b); CIS Debian Linux Benchmark, initial set-up.":
    "Control de acceso e integridad: HIPAA 45 CFR 164.312(a)(1), (a)(2)(iii) y (c)(1), RGPD art. 32(1)(b); CIS Debian Linux Benchmark, primera instalación.",
  "The machine's clock follows servers that can prove who they are, and answers nobody.":
    "El reloj de la máquina sigue a servidores que prueban quiénes son, y no responde a nadie.",
  "Integrity of records and access: HIPAA 45 CFR 164.312(b) and (c)(1), GDPR art. 32(1)(b).":
    "Integridad de registros y accesos: HIPAA 45 CFR 164.312(b) y (c)(1), RGPD art. 32(1)(b).",
  "Only root can change settings and programs; a service writes to its own folders alone.":
    "Solo root puede cambiar ajustes y programas; un servicio escribe solo en sus propias carpetas.",
  "Access control and integrity: HIPAA 45 CFR 164.312(a)(1) and (c)(1), GDPR art. 32(1)(b).":
    "Control de acceso e integridad: HIPAA 45 CFR 164.312(a)(1) y (c)(1), RGPD art. 32(1)(b).",
  "A secret and what people wrote can be read by root and the one service that works with it, and by nobody else.":
    "Un secreto, y lo que escribieron las personas, solo lo leen root y el único servicio que trabaja con ello.",
  "Access control and key management: HIPAA 45 CFR 164.312(a)(1) and (2)(iv), GDPR art. 32(1)(b).":
    "Control de acceso y gestión de claves: HIPAA 45 CFR 164.312(a)(1) y (2)(iv), RGPD art. 32(1)(b).",
  "No secret stands in a file of the release, and the machine puts each only where its own program takes it from and nobody else reads it.":
    "Ningún archivo entregado contiene un secreto, y la máquina pone cada uno solo donde su programa lo toma y nadie más lo lee.",
  "Key management: HIPAA 45 CFR 164.312(a)(2)(iv) and (d), GDPR art. 32(1)(a).":
    "Gestión de claves: HIPAA 45 CFR 164.312(a)(2)(iv) y (d), RGPD art. 32(1)(a).",
  "Every package comes from a repository of the release under that repository's own key, and security updates come by themselves.":
    "Cada paquete viene de un repositorio declarado, con la clave de este, y las actualizaciones de seguridad llegan solas.",
  "Integrity: HIPAA 45 CFR 164.308(a)(5)(ii)(B) and 164.312(c), GDPR art. 32(1)(b).":
    "Integridad: HIPAA 45 CFR 164.308(a)(5)(ii)(B) y 164.312(c), RGPD art. 32(1)(b).",
  "Services log no visitor, and what the machine logs is kept at least as long as the law demands and no longer than it allows.":
    "Los servicios no anotan a ningún visitante, y lo que anota la máquina queda tanto como pide la ley y no más de lo que permite.",
  "GDPR art. 5(1)(c) and (e), HIPAA 45 CFR 164.312(b); the duty and the limit of each law and their sources stand in clinic/law/logs.ts.":
    "RGPD art. 5(1)(c) y (e), HIPAA 45 CFR 164.312(b); el deber y el límite de cada ley y sus fuentes están en clinic/law/logs.ts.",
  "Messages and files are deleted from the server after the days that the stack file names, and nothing of them stays behind.":
    "Los mensajes y archivos se borran del servidor después de los días que dice el archivo, y no queda nada de ellos.",
  "Storage limitation: GDPR art. 5(1)(e) and 17, HIPAA 45 CFR 164.310(d)(2)(i).":
    "Limitación del plazo de conservación: RGPD art. 5(1)(e) y 17, HIPAA 45 CFR 164.310(d)(2)(i).",
  "What the machine keeps is encrypted on its disk.": "Lo que guarda la máquina está cifrado en su disco.",
  "GDPR art. 32(1)(a), HIPAA 45 CFR 164.312(a)(2)(iv).": "RGPD art. 32(1)(a), HIPAA 45 CFR 164.312(a)(2)(iv).",
  "The machine stands in a place that the practice's law allows without a further reason.":
    "La máquina está en un lugar que la ley de la consulta permite sin otra razón.",
  "GDPR art. 28 and 44 ff., HIPAA 45 CFR 164.308(b), Privacy Act 1988 (Cth) APP 8, P-39.1 s 17, as clinic/law/places.ts tells.":
    "RGPD art. 28 y 44 y ss., HIPAA 45 CFR 164.308(b), Privacy Act 1988 (Cth) APP 8, P-39.1 s 17, como dice clinic/law/places.ts.",
  "The machine has at least 2 CPUs and 4 GB of memory, of an architecture that every package is built for.":
    "La máquina tiene al menos 2 procesadores y 4 GB de memoria, de un tipo para el que existe cada paquete.",
  "Availability: HIPAA 45 CFR 164.308(a)(7), GDPR art. 32(1)(b).":
    "Disponibilidad: HIPAA 45 CFR 164.308(a)(7), RGPD art. 32(1)(b).",
  "A delivery brings all that a machine needs, makes every secret and folder that its files name, puts each changed file in force, and is kept only after the machine was seen to work as promised.":
    "Una entrega trae todo lo que una máquina necesita, crea cada secreto y cada carpeta, pone en vigor cada archivo cambiado y solo queda cuando la máquina muestra lo prometido.",
  "Testing of what protects people: GDPR art. 32(1)(d), HIPAA 45 CFR 164.308(a)(8).":
    "Prueba de lo que protege a las personas: RGPD art. 32(1)(d), HIPAA 45 CFR 164.308(a)(8).",
  "The release is what its stack file gives, in every file and every entry.":
    "Lo que se entrega es lo que da el archivo, en cada fichero y cada entrada.",
  "All three promises: what no reader can judge is as we rendered it, or it is refused.":
    "Las tres promesas: lo que no se puede juzgar está como lo hicimos, o se rechaza.",
  "Every waiver names a rule that can be waived, a reason, a person and a day within a year that has not passed.":
    "Cada excepción nombra una regla que la admite, una razón, una persona y un día dentro de un año que no ha pasado.",
  "All rules: whoever reads the stack file sees which are set aside, by whom and until when. Evaluation from time to time: HIPAA 45 CFR 164.308(a)(8), GDPR art. 32(1)(d).":
    "Todas las reglas: quien lee el archivo ve qué está suspendido, por quién y hasta cuándo. Evaluación de vez en cuando: HIPAA 45 CFR 164.308(a)(8), RGPD art. 32(1)(d).",
};

import type { Words } from "../words.ts";

export const es: Words = {
  language: "es",
  lock: "Cifrado de esta llamada",
  states: {
    outside: "Todavía nadie puede oírle ni verle. El cifrado se activa cuando usted entra.",
    preparing: "Todavía nadie puede oírle ni verle. Se está activando el cifrado.",
    on: "Cifrado de extremo a extremo",
    dropped: "El cifrado se ha detenido. Hasta que vuelva, nadie puede oírle ni verle.",
    "somebody-unencrypted": "Aquí hay alguien sin cifrado. Hasta que se resuelva, nadie puede oírle ni verle.",
  },
  onMuted: "Cifrado de extremo a extremo. Ya puede activar el micrófono y la cámara.",
  details: "Detalles",
  encryptedTitle: "Qué está cifrado",
  encrypted:
    "El sonido, la imagen y las pantallas compartidas. Se cifran en su dispositivo y solo vuelven a ser legibles en los dispositivos de las demás personas de esta sala. El servidor que los transmite no puede leerlos, salvo que hubiera cambiado las claves en secreto: eso se descarta comparando imágenes.",
  clearTitle: "Qué no lo está",
  clear:
    "Los nombres, los mensajes, las manos levantadas, y quién está en la sala y cuándo. El servidor puede leerlo. Y nada protege de que alguien grabe su propia pantalla.",
  compareTitle: "Asegurarse de que no hay nadie en medio",
  compareHow:
    "Ambas personas reciben las mismas siete imágenes. Díganse en voz alta lo que ven. Si son iguales, no hay nadie en medio.",
  compareNobody: "En cuanto haya otra persona, podrán comparar imágenes.",
  compareWith: (name) => `Comparar imágenes con ${name}`,
  comparedSame: (name) => `Comparado con ${name}: las mismas imágenes.`,
  comparedDifferent: (name) =>
    `Comparado con ${name}: las imágenes no son las mismas. Salga de la llamada y comuníquense por otro medio.`,
  somebody: "la otra persona",
  refusals: {
    "apple-mobile": {
      title: "Este dispositivo no puede cifrar la llamada",
      text: "En iPhone y iPad ningún navegador puede hacerlo hoy. Abra la misma dirección en un ordenador o un teléfono Android, con uno de estos navegadores:",
    },
    "inside-an-app": {
      title: "Abra esta dirección en un navegador propio",
      text: "Se ha abierto dentro de otra aplicación, que podría leer lo que ocurre. Ábrala con uno de estos navegadores:",
    },
    other: {
      title: "Este navegador no puede cifrar la llamada",
      text: "Abra la misma dirección con uno de estos navegadores:",
    },
    unavailable: {
      title: "No se ha podido cargar el cifrado",
      text: "Sin él no hay llamada aquí. Inténtelo de nuevo. Si no funciona, abra la misma dirección con uno de estos navegadores:",
    },
    "removed-unencrypted": {
      title: "Se le ha sacado de la sala: su cifrado no estaba activo",
      text: "Puede ocurrir con una conexión lenta. Inténtelo de nuevo. Si no funciona, abra la misma dirección con uno de estos navegadores:",
    },
    "time-over": {
      title: "El tiempo de este enlace ha terminado",
      text: "Abra su enlace otra vez; si dirige la llamada, ábrala de nuevo desde sus citas. Si ya no funciona, pida un enlace nuevo.",
    },
    replaced: {
      title: "Está en la sala desde otro lugar",
      text: "Ha vuelto en otra pestaña o en otro dispositivo, y por eso ha salido de esta página. Puede cerrarla.",
    },
    "meeting-over": {
      title: "La llamada ha terminado",
      text: "Quien invita no ha vuelto, o el tiempo de todas las personas había terminado. Si debe continuar, puede entrar de nuevo.",
    },
    "room-ended": {
      title: "Se ha puesto fin a la llamada",
      text: "Ha terminado para todas las personas que estaban en ella. Si cree que debería continuar, pregunte a las demás.",
    },
    "room-moved": {
      title: "La llamada se ha cambiado a otra hora",
      text: "Ahora empieza o termina a otra hora. Si recibió una invitación, pregunte cuándo será: su enlace sigue siendo válido. Si dirige la llamada, ábrala de nuevo desde sus citas.",
    },
    "link-taken-back": {
      title: "Su enlace ya no es válido",
      text: "Quien le invitó lo ha retirado. Si ha recibido un enlace nuevo, abra ese; si no, pida uno.",
    },
    "consent-taken-back": {
      title: "Se ha retirado el consentimiento para verse por vídeo",
      text: "Por eso esta llamada ha terminado para usted, y ya no se le oye ni se le ve. Si no era su intención, abra su enlace otra vez.",
    },
  },
  browsersTitle: "Navegadores que pueden",
  browsers: [
    "Google Chrome, en un ordenador o un teléfono Android",
    "Microsoft Edge, en un ordenador o un teléfono Android",
    "Chromium, en un ordenador",
  ],
  address: "La dirección de esta sala",
  copy: "Copiar la dirección",
  copied: "La dirección está copiada.",
  again: "Intentarlo de nuevo",
  untouched: "No se han tocado ni la cámara ni el micrófono.",
};

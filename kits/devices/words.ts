import type { PartWords } from "../part.ts";
import type { InEachLanguage } from "../words.ts";

export const DEVICES_WORDS: InEachLanguage<PartWords> = {
  en: {
    title: "The practice's own tunnel",
    purpose:
      "It leads from a device to the practice's machine, and nowhere else. Each device makes its own key, which never leaves it. A device that is lost is shut out as soon as it is taken off the list.",
    steps: [
      {
        text: "On Linux, make the computer's key. It shows one line: give that line to whoever looks after the machine, and wait for a new copy of this folder.",
        command: "sudo ./join key",
      },
      {
        text: "On Linux, join with the new folder, under the name that you were given. Put yours in the place of laptop-1.",
        command: "sudo ./join connect laptop-1",
      },
      {
        text: "On a Mac or with Windows, open the WireGuard app and choose to add an empty tunnel. It makes a key and shows the public half: give that to whoever looks after the machine. Leave the two lines that are there as they are. Once you have the new folder, put the lines under your name in profiles.html below them.",
        command: undefined,
      },
      {
        text: "On a phone, choose in the WireGuard app to create a tunnel from scratch, and to make a key pair. Give the public key to whoever looks after the machine, then fill in what stands under your name in profiles.html.",
        command: undefined,
      },
      {
        text: "A device was lost, or somebody leaves? Say so at once. It is taken out of the list in the stack file, the file that describes your practice and its machine, and the next delivery shuts it out, connected or not.",
        command: "pulumi up",
      },
      { text: "Take the tunnel and the key off a computer with Linux.", command: "sudo ./join leave" },
    ],
    files: { join: "the command for Linux", "profiles.html": "what each device's WireGuard app is told; no secret" },
    missing:
      "This part is not made yet: stillroom:devices says which devices come in by the practice's own tunnel. It belongs into the stack file, the file that describes your practice and its machine. Whoever looks after it finds an example in Pulumi.prod.yaml.",
  },
  de: {
    title: "Der eigene Tunnel der Praxis",
    purpose:
      "Er führt von einem Gerät zur Maschine der Praxis und sonst nirgendwohin. Jedes Gerät macht sich seinen eigenen Schlüssel, der es nie verlässt. Ein verlorenes Gerät ist ausgesperrt, sobald es von der Liste genommen ist.",
    steps: [
      {
        text: "Unter Linux: Machen Sie den Schlüssel des Computers. Es erscheint eine Zeile: Geben Sie sie der Person, die die Maschine betreut, und warten Sie auf diesen Ordner in neuer Fassung.",
        command: "sudo ./join key",
      },
      {
        text: "Unter Linux: Treten Sie mit dem neuen Ordner bei, unter dem Namen, den Sie bekommen haben. Setzen Sie ihn statt laptop-1 ein.",
        command: "sudo ./join connect laptop-1",
      },
      {
        text: "Auf einem Mac oder unter Windows: Öffnen Sie die WireGuard-App und fügen Sie einen leeren Tunnel hinzu. Sie macht einen Schlüssel und zeigt die öffentliche Hälfte: Geben Sie diese der Person, die die Maschine betreut. Lassen Sie die zwei Zeilen stehen, wie sie sind. Wenn Sie den neuen Ordner haben, setzen Sie darunter, was in profiles.html unter Ihrem Namen steht.",
        command: undefined,
      },
      {
        text: "Auf einem Telefon: Wählen Sie in der WireGuard-App, einen Tunnel von Hand anzulegen und ein Schlüsselpaar zu machen. Geben Sie den öffentlichen Schlüssel der Person, die die Maschine betreut. Füllen Sie dann aus, was in profiles.html unter Ihrem Namen steht.",
        command: undefined,
      },
      {
        text: "Ein Gerät ist verloren, oder jemand geht? Sagen Sie es sofort. Es wird aus der Liste in der Stackdatei genommen, der Datei, die Ihre Praxis und ihre Maschine beschreibt, und die nächste Auslieferung sperrt es aus, auch wenn es gerade verbunden ist.",
        command: "pulumi up",
      },
      { text: "Nehmen Sie Tunnel und Schlüssel von einem Computer mit Linux.", command: "sudo ./join leave" },
    ],
    files: {
      join: "der Befehl für Linux",
      "profiles.html": "was die WireGuard-App jedes Geräts wissen muss; nichts Geheimes",
    },
    missing:
      "Dieser Teil fehlt noch: stillroom:devices sagt, welche Geräte durch den eigenen Tunnel der Praxis kommen. Es gehört in die Stackdatei, die Datei, die Ihre Praxis und ihre Maschine beschreibt. Wer sie betreut, findet ein Beispiel in Pulumi.prod.yaml.",
  },
  fr: {
    title: "Le tunnel propre au cabinet",
    purpose:
      "Il mène d’un appareil à la machine du cabinet, et nulle part ailleurs. Chaque appareil crée sa propre clé, qui ne le quitte jamais. Un appareil perdu est exclu dès qu’il est retiré de la liste.",
    steps: [
      {
        text: "Sous Linux, créez la clé de l’ordinateur. Une ligne s’affiche : donnez-la à la personne qui s’occupe de la machine, et attendez une nouvelle copie de ce dossier.",
        command: "sudo ./join key",
      },
      {
        text: "Sous Linux, rejoignez le tunnel avec le nouveau dossier, sous le nom que vous avez reçu. Mettez-le à la place de laptop-1.",
        command: "sudo ./join connect laptop-1",
      },
      {
        text: "Sur un Mac ou sous Windows, ouvrez l’application WireGuard et ajoutez un tunnel vide. Elle crée une clé et en montre la moitié publique : donnez celle-ci à la personne qui s’occupe de la machine. Laissez telles quelles les deux lignes présentes. Quand vous avez le nouveau dossier, placez en dessous les lignes qui figurent sous votre nom dans profiles.html.",
        command: undefined,
      },
      {
        text: "Sur un téléphone, choisissez dans l’application WireGuard de créer un tunnel à la main et de générer une paire de clés. Donnez la clé publique à la personne qui s’occupe de la machine, puis remplissez ce qui figure sous votre nom dans profiles.html.",
        command: undefined,
      },
      {
        text: "Un appareil est perdu, ou quelqu’un s’en va ? Dites-le tout de suite. Il est retiré de la liste du fichier de pile, le fichier qui décrit votre cabinet et sa machine, et la livraison suivante l’exclut, même s’il est connecté.",
        command: "pulumi up",
      },
      { text: "Retirez le tunnel et la clé d’un ordinateur sous Linux.", command: "sudo ./join leave" },
    ],
    files: {
      join: "la commande pour Linux",
      "profiles.html": "ce que l’application WireGuard de chaque appareil doit savoir ; rien de secret",
    },
    missing:
      "Cette partie n’est pas encore faite : stillroom:devices dit quels appareils entrent par le tunnel propre au cabinet. Cela va dans le fichier de pile, le fichier qui décrit votre cabinet et sa machine. La personne qui s’en occupe trouvera un exemple dans Pulumi.prod.yaml.",
  },
  es: {
    title: "El túnel propio de la consulta",
    purpose:
      "Lleva de un dispositivo a la máquina de la consulta, y a ningún otro sitio. Cada dispositivo crea su propia clave, que nunca sale de él. Un dispositivo perdido queda excluido en cuanto se quita de la lista.",
    steps: [
      {
        text: "En Linux, cree la clave del ordenador. Aparece una línea: désela a quien se ocupa de la máquina y espere una nueva copia de esta carpeta.",
        command: "sudo ./join key",
      },
      {
        text: "En Linux, únase con la nueva carpeta, con el nombre que le dieron. Póngalo en lugar de laptop-1.",
        command: "sudo ./join connect laptop-1",
      },
      {
        text: "En un Mac o con Windows, abra la aplicación WireGuard y añada un túnel vacío. La aplicación crea una clave y muestra la mitad pública: désela a quien se ocupa de la máquina. Deje como están las dos líneas que hay. Cuando tenga la nueva carpeta, ponga debajo las líneas que figuran bajo su nombre en profiles.html.",
        command: undefined,
      },
      {
        text: "En un teléfono, elija en la aplicación WireGuard crear un túnel a mano y generar un par de claves. Dé la clave pública a quien se ocupa de la máquina y luego rellene lo que figura bajo su nombre en profiles.html.",
        command: undefined,
      },
      {
        text: "¿Se perdió un dispositivo o alguien se va? Dígalo enseguida. Se quita de la lista del archivo de pila, el archivo que describe su consulta y su máquina, y la siguiente entrega lo excluye, aunque esté conectado.",
        command: "pulumi up",
      },
      { text: "Quite el túnel y la clave de un ordenador con Linux.", command: "sudo ./join leave" },
    ],
    files: {
      join: "la orden para Linux",
      "profiles.html": "lo que la aplicación WireGuard de cada dispositivo debe saber; nada secreto",
    },
    missing:
      "Esta parte aún no está hecha: stillroom:devices dice qué dispositivos entran por el túnel propio de la consulta. Va en el archivo de pila, el archivo que describe su consulta y su máquina. Quien se ocupa de él encontrará un ejemplo en Pulumi.prod.yaml.",
  },
};

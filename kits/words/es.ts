import type { KitWords } from "../words.ts";

export const ES: KitWords = {
  introduction:
    "Esta carpeta es para las personas que trabajan aquí y para sus ordenadores. Imprima esta página si le resulta útil.",
  checking:
    "Si quiere asegurarse de que nada cambió por el camino, abra un terminal en esta carpeta y escriba: sha256sum --check SHA256SUMS",
  steps: "Qué hay que hacer",
  files: "Qué contiene",
  missing: (key) =>
    `Esta parte aún no está hecha: ${key}, en el archivo de la pila, dice qué VPN usan sus ordenadores. Quien se ocupa de ese archivo encontrará un ejemplo en Pulumi.prod.yaml.`,
  parts: {
    "workstations/linux": {
      title: "Ordenadores con Linux: nada sale sin la VPN",
      purpose:
        "Una VPN puede cortarse: en el tren, después de suspender el equipo, en una red nueva. Desde ese momento el ordenador lo envía todo a la vista, y nadie lo nota. Con esto, el ordenador no envía nada hasta que vuelva la VPN. Vale para IPv4, IPv6 y la búsqueda de nombres, después de reiniciar, después de suspender y en cualquier red.",
      steps: [
        {
          text: "Copie la carpeta workstations/linux en el ordenador. Abra en ella un terminal y escriba esto. Se le pedirá la contraseña de administración.",
          command: "sudo ./vpn-only install",
        },
        {
          text: "Compruebe usted mismo que funciona. El ordenador intenta enviar algo fuera de la VPN y muestra que fue rechazado.",
          command: "sudo vpn-only test",
        },
        {
          text: "¿Un hotel o un tren le pide que inicie sesión primero? Deje pasar todo durante unos minutos, inicie sesión y conecte la VPN. La pausa termina sola, también después de reiniciar o suspender. Mientras tanto no tenga abierta ninguna otra página ni programa.",
          command: "sudo vpn-only pause 10",
        },
        { text: "Termine la pausa en cuanto haya iniciado sesión.", command: "sudo vpn-only resume" },
        { text: "Vea cómo está todo.", command: "sudo vpn-only status" },
        { text: "Quítelo del ordenador.", command: "sudo vpn-only remove" },
      ],
      files: {
        "vpn-only": "la orden que hace todo esto",
        "rules.nft": "las reglas para nftables, que usa la mayoría de los ordenadores",
        "rules.v4": "las reglas para iptables, IPv4",
        "rules.v6": "las reglas para iptables, IPv6",
        "vpn-only.service": "carga las reglas antes de que haya red",
        "vpn-only-keep.service": "vuelve a poner las reglas cuando otro programa las ha vaciado",
      },
    },
  },
};

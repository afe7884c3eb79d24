import type { KitWords } from "../words.ts";

export const DE: KitWords = {
  introduction:
    "Dieser Ordner ist für die Menschen, die hier arbeiten, und für ihre Computer. Drucken Sie diese Seite aus, wenn Ihnen das hilft.",
  checking:
    "Wenn Sie sichergehen möchten, dass unterwegs nichts verändert wurde, öffnen Sie in diesem Ordner ein Terminal und geben ein: sha256sum --check SHA256SUMS",
  steps: "Was zu tun ist",
  files: "Was darin ist",
  missing: (key) =>
    `Dieser Teil fehlt noch: ${key} in der Stack-Datei sagt, welches VPN Ihre Computer benutzen. Wer die Stack-Datei betreut, findet ein Beispiel in Pulumi.prod.yaml.`,
  parts: {
    "workstations/linux": {
      title: "Computer mit Linux: Ohne VPN geht nichts hinaus",
      purpose:
        "Ein VPN kann abreißen: im Zug, nach dem Ruhezustand, in einem neuen Netz. Ab dann sendet ein Computer alles offen, und niemand merkt es. Hiermit sendet der Computer gar nichts, bis das VPN wieder da ist. Das gilt für IPv4, IPv6 und das Nachschlagen von Namen, nach einem Neustart, nach dem Ruhezustand und in jedem Netz.",
      steps: [
        {
          text: "Kopieren Sie den Ordner workstations/linux auf den Computer. Öffnen Sie darin ein Terminal und geben Sie dies ein. Sie werden nach dem Passwort für die Verwaltung des Computers gefragt.",
          command: "sudo ./vpn-only install",
        },
        {
          text: "Sehen Sie selbst, dass es wirkt. Der Computer versucht, etwas am VPN vorbei zu senden, und zeigt, dass es abgelehnt wurde.",
          command: "sudo vpn-only test",
        },
        {
          text: "Ein Hotel oder ein Zug verlangt, dass Sie sich erst anmelden? Lassen Sie für einige Minuten alles durch, melden Sie sich an und verbinden Sie das VPN. Die Pause endet von selbst, auch nach einem Neustart oder im Ruhezustand. Lassen Sie so lange keine andere Seite und kein anderes Programm offen.",
          command: "sudo vpn-only pause 10",
        },
        { text: "Beenden Sie die Pause, sobald Sie angemeldet sind.", command: "sudo vpn-only resume" },
        { text: "Sehen Sie nach, wie es steht.", command: "sudo vpn-only status" },
        { text: "Nehmen Sie es wieder vom Computer.", command: "sudo vpn-only remove" },
      ],
      files: {
        "vpn-only": "der Befehl, der all das tut",
        "rules.nft": "die Regeln für nftables, das die meisten Computer benutzen",
        "rules.v4": "die Regeln für iptables, IPv4",
        "rules.v6": "die Regeln für iptables, IPv6",
        "vpn-only.service": "lädt die Regeln, bevor es ein Netz gibt",
        "vpn-only-keep.service": "setzt die Regeln wieder ein, wenn ein anderes Programm sie geleert hat",
      },
    },
  },
};

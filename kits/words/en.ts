import type { KitWords } from "../words.ts";

export const EN: KitWords = {
  introduction:
    "This folder is for the people who work here, and for the computers that they use. Print this page if that helps.",
  checking:
    "Whoever wants to be sure that nothing was changed on the way opens a terminal in this folder and types: sha256sum --check SHA256SUMS",
  steps: "What to do",
  files: "What is in it",
  missing: (key) =>
    `This part is not made yet: ${key} in the stack file says which VPN your computers use. Whoever looks after the stack file finds an example in Pulumi.prod.yaml.`,
  parts: {
    "workstations/linux": {
      title: "Computers with Linux: nothing leaves without the VPN",
      purpose:
        "A VPN can drop: on a train, after sleep, in a new network. From then on a computer sends everything in the open, and nobody notices. With this, the computer sends nothing at all until the VPN is back. It holds for IPv4, IPv6 and the looking up of names, after a restart, after sleep, and in every network.",
      steps: [
        {
          text: "Copy the folder workstations/linux onto the computer. Open a terminal in it, and type this. Your administrator's password is asked for.",
          command: "sudo ./vpn-only install",
        },
        {
          text: "See for yourself that it works. The computer tries to send something past the VPN, and shows that this was refused.",
          command: "sudo vpn-only test",
        },
        {
          text: "A hotel or a train wants you to sign in first? Let everything through for some minutes, sign in, and connect the VPN. The pause ends by itself, also after a restart or sleep. Have no other page or program open meanwhile.",
          command: "sudo vpn-only pause 10",
        },
        { text: "End the pause at once, as soon as you are signed in.", command: "sudo vpn-only resume" },
        { text: "See how things stand.", command: "sudo vpn-only status" },
        { text: "Take it off the computer again.", command: "sudo vpn-only remove" },
      ],
      files: {
        "vpn-only": "the command that does all this",
        "rules.nft": "the rules for nftables, which most computers use",
        "rules.v4": "the rules for iptables, IPv4",
        "rules.v6": "the rules for iptables, IPv6",
        "vpn-only.service": "loads the rules before there is any network",
        "vpn-only-keep.service": "puts the rules back when another program has emptied them",
      },
    },
  },
};

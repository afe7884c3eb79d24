import type { Clinic } from "../../../clinic/clinic.ts";
import { appended, replaced, withText, withoutFile } from "../../../policies/breaking.ts";
import type { Release } from "../../../render/release.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { AWS_MACHINE, OWN_MACHINE } from "../../fixtures/machines.ts";
import { TUNNELLED } from "../../fixtures/tunnelled-clinic.ts";
import type { BrokenTree } from "../tree.ts";

const CHRONY = "/etc/chrony/chrony.conf";
const OWN: Clinic = { ...CLINIC, machine: OWN_MACHINE };
const ON_AWS: Clinic = { ...CLINIC, law: { jurisdiction: "AU-NSW", hipaaCovered: false }, machine: AWS_MACHINE };

/** chrony.conf(5), 4.3 and 4.6: each makes of a server one that is not asked, not chosen, or believed blindly. */
const WORDS: readonly string[] = [
  ...["offline", "auto_offline", "noselect", "trust", "require", "port 12345", "ntsport 443", "key 1", "certset 1"],
  ...["offset 3600", "asymmetry 0.5", "filter 5", "maxdelay 0.000001", "maxdelayratio 1", "maxdelaydevratio 0.1"],
  ...["mindelay 1", "maxdelayquant 0.05", "minsamples 64", "maxsamples 1", "polltarget 60", "presend 9"],
  ...[
    "minstratum 15",
    "version 1",
    "extfield F323",
    "copy",
    "ipv4",
    "minpoll 24",
    "maxpoll 24",
    "minpoll -7",
    "minpoll",
  ],
  ...["minpoll 11", "minpoll 3", "maxpoll 13", "maxpoll 5", "minpoll 6.5", "6", "OFFLINE", "refresh"],
];

export const TREES: readonly BrokenTree[] = [
  ...WORDS.map((word) => ({
    how: `one server is ${word}`,
    apply: (release: Release) => replaced(release, CHRONY, " iburst", ` iburst ${word}`),
  })),
  {
    how: "servers on the open network lose their proof",
    clinic: OWN,
    apply: (release) => withText(release, CHRONY, (text) => text.replaceAll(" nts", "")),
  },
  {
    how: "one server behind a tunnel does not prove who it is",
    clinic: TUNNELLED,
    apply: (release) => replaced(release, CHRONY, " nts", ""),
  },
  {
    how: "a machine elsewhere asks Hetzner's servers over the open network",
    clinic: OWN,
    apply: (release) => appended(release, CHRONY, "server ntp1.hetzner.de iburst"),
  },
  {
    how: "a machine on AWS asks another address nearby",
    clinic: ON_AWS,
    apply: (release) => replaced(release, CHRONY, "169.254.169.123", "169.254.169.124"),
  },
  {
    how: "no server is left",
    apply: (release) => withText(release, CHRONY, (text) => text.replace(/^server .*\n/gm, "")),
  },
  { how: "chrony's file is gone", apply: (release) => withoutFile(release, CHRONY) },
  ...["port 0", "cmdport 0", "makestep 1 3"].map((line) => ({
    how: `chrony is not told ${line}`,
    apply: (release: Release) => replaced(release, CHRONY, `${line}\n`, ""),
  })),
  ...["port 123", "cmdport 323", "makestep 0 3", "makestep 86400 3", "makestep 1 0", "makestep 1", "makestep 1 3 5"]
    .concat(["makestep one 3", "makestep 1 0.5", "makestep -1 3", "minsources 4", "makestep 10.1 3", "port 00"])
    .map((line) => ({
      how: `a later line says ${line}`,
      apply: (release: Release) => appended(release, CHRONY, line),
    })),
  ...(
    [
      ["pool ptbtime1.ptb.de iburst nts", "a pool stands for the servers"],
      ["peer ptbtime1.ptb.de", "another clock may set this one back"],
      ["refclock SHM 0", "a piece of memory is believed"],
      ["local stratum 1", "the machine believes itself"],
      ["allow", "anybody may ask for the time"],
      ["cmdallow all", "anybody may ask about the clock"],
      ["bindcmdaddress /srv/clock.sock", "commands come in by another socket"],
      ["bindaddress 0.0.0.0", "the clock listens on an address"],
      ["confdir /etc/chrony/conf.d", "whatever lies in a folder is read too"],
      ["sourcedir /run/chrony-dhcp", "servers come from the network"],
      ["include /srv/more.conf", "another file is read too"],
      ["keyfile /srv/keys", "keys come from another file"],
      ["ntstrustedcerts /srv/ca.pem", "another authority is believed"],
      ["nosystemcert", "no authority is believed"],
      ["nocerttimecheck 9", "certificates are believed whenever they are from"],
      ["authselectmode ignore", "proof does not count"],
      ["maxchange 0.001 1 -1", "a clock that is off stays off"],
      ["maxdistance 0.0001", "no server is good enough"],
      ["maxslewrate 0.0001", "a clock that is off takes years"],
      ["maxupdateskew 0", "no measurement is good enough"],
      ["mailonchange root 0.5", "mail is sent"],
      ["log measurements", "each answer is kept"],
      ["logdir /srv/log", "logs lie elsewhere"],
      ["user root", "the clock's program stays root"],
      ["manual", "somebody may set the time by hand"],
      ["hwclockfile /srv/adjtime", "another file says how the clock runs"],
      ["smoothtime 400 0.01", "the time is bent"],
      ["tempcomp /srv/t 30 26 0 0 0", "a file says how fast the clock runs"],
      ["server ntp1.hetzner.de iburst \\", "a line goes on"],
      ["port\u00a00", "a blank is none to chrony"],
    ] as const
  ).map(([line, how]) => ({
    how,
    speaks: "understood" as const,
    apply: (release: Release) => appended(release, CHRONY, line),
  })),
];

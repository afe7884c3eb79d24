import { randomUUID } from "node:crypto";

export interface Mail {
  /** Addresses as `addressIn` gives them. */
  readonly from: string;
  readonly to: string;
  /** ASCII. */
  readonly subject: string;
  /** Lines that end with `\n`. */
  readonly text: string;
}

/** RFC 2045, 6.7, (5): no encoded line is longer, a `=` at its end counted. */
const LONGEST_LINE = 76;

/**
 * A message as it is handed over (RFC 5322), in lines that end with CRLF: plain text, no name beside an address, nothing that tells which program or
 * which machine wrote it. `Auto-Submitted` (RFC 3834, 5) asks for no automatic answer.
 *
 * @param now RFC 5322, 3.6.1; written in UTC, so that it tells nothing of where it was sent
 */
export function messageOf({ from, to, subject, text }: Mail, now: Date): string {
  const headers = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${now.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${randomUUID()}@${domainOf(from)}>`,
    "Auto-Submitted: auto-generated",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
  ];
  return `${headers.join("\r\n")}\r\n\r\n${quotedPrintable(text)}`;
}

/** What stands after the @. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** RFC 2045, 6.7: every octet that is not plain ASCII stands as `=` and two digits, and long lines are broken where a reader joins them again. */
function quotedPrintable(text: string): string {
  return text
    .split("\n")
    .map((line) => Buffer.from(line))
    .map((line) => broken(Array.from(line, (octet, at) => encoded(octet, at === line.length - 1))))
    .join("\r\n");
}

function encoded(octet: number, isLast: boolean): string {
  const plain = (octet > 32 && octet < 127 && octet !== 61) || (octet === 32 && !isLast);
  return plain ? String.fromCharCode(octet) : `=${octet.toString(16).toUpperCase().padStart(2, "0")}`;
}

function broken(parts: readonly string[]): string {
  const lines = [""];
  for (const part of parts) {
    const last = lines.at(-1) ?? "";
    if (last.length + part.length < LONGEST_LINE) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.join("=\r\n");
}

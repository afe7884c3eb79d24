import { readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { wordsIn } from "../../../desk/pages/words.ts";
import { PASSWORD } from "../../desk/people-of-the-desk.ts";
import { PRACTICE } from "./declared.ts";
import { startFirefox } from "./firefox.ts";

// Started by runAlone: the practice's other pages in Firefox, from a server outside that listens on a socket in another folder.

const [folder = "", outside = "", invitation = ""] = process.argv.slice(2);
const { desk, messaging, homeserver } = PRACTICE.names;
const en = wordsIn("en");
createServer((inside) => {
  const socket = connect(join(outside, "socket"));
  inside.pipe(socket).pipe(inside);
  const [end, endOutside] = [() => inside.destroy(), () => socket.destroy()];
  inside.on("error", endOutside);
  socket.on("error", end);
}).listen(443, "127.0.0.1");

const authority = readFileSync(join(outside, "authority.der"));
// Firefox's own way to have a passkey without a finger (StaticPrefList.yaml, security.webauth).
const preferences = {
  "security.webauth.webauthn_enable_softtoken": true,
  "security.webauth.webauthn_enable_usbtoken": false,
};
const start = () => startFirefox(join(folder, "profile"), preferences, authority);
const button = (words: string): string => `//button[normalize-space(.)=${JSON.stringify(words)}]`;
const field = (label: string): string =>
  `//input[@id=//label[starts-with(normalize-space(.), ${JSON.stringify(label)})]/@for]`;

const first = await start();
await first.command("WebAuthn:AddVirtualAuthenticator", {
  ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true },
  ...{ hasUserVerification: true, isUserConsenting: true, isUserVerified: true },
});
await first.open(`https://${desk}/enrol#${invitation}`);
await first.press(button(en.enrolment.begin));
await first.type(field(en.enrolment.password), PASSWORD);
await first.press(button(en.enrolment.passwordButton));
await first.press(button(en.enrolment.passkeyButton));
await first.press(button(en.frame.signOut("ada")));
await first.type(field(en.signIn.name), "ada");
await first.type(field(en.signIn.password), PASSWORD);
await first.press(button(en.signIn.goOn));
await first.press(button(en.secondStep.passkeyButton));
await first.press(button(en.frame.signOut("ada")));
await first.open(`https://${desk}/`);
/** The cookies of the page that is open. */
const cookiesOf = async ({ command }: typeof first): Promise<readonly string[]> =>
  ((await command("WebDriver:GetCookies")) as { name: string }[]).map(({ name }) => name);
/** How many visits of pages this Firefox remembers. */
const visitsOf = ({ inBrowser }: typeof first): Promise<unknown> =>
  inBrowser(`(async () => {
    const { PlacesUtils } = ChromeUtils.importESModule("resource://gre/modules/PlacesUtils.sys.mjs");
    const database = await PlacesUtils.promiseDBConnection();
    return (await database.execute("SELECT COUNT(*) FROM moz_historyvisits"))[0].getResultByIndex(0);
  })()`);
const cookies = await cookiesOf(first);

/** In the page of messages, with what its own server has of our trials. */
const tried = async ({ open, inPage }: typeof first, trial: string): Promise<unknown> => {
  await open(`https://${messaging}/`);
  await inPage(`new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: "/trials.js", onload: resolve, onerror: reject });
    document.head.append(script);
  }).then(() => undefined)`);
  return inPage(`window.${trial}`);
};
const kept = await tried(first, `keep("https://${homeserver}/x")`);
// As a person ends it, so that it clears what it is told to clear at its end.
const visits = await visitsOf(first);
await first.quit();
const second = await start();
const visitsLater = await visitsOf(second);
const found = await tried(second, "kept()");
await second.open(`https://${desk}/`);
const cookiesLater = await cookiesOf(second);
process.stdout.write(JSON.stringify({ cookies, kept, visits, visitsLater, found, cookiesLater }), () => {
  process.exit(0);
});

import { legibleOn } from "./colour.ts";

const LIGHT = {
  page: "#faf9f6",
  card: "#ffffff",
  text: "#20262a",
  quiet: "#565e63",
  line: "#8a8f8c",
  soft: "#e4e2dc",
  grave: "#9b2c2c",
};
const DARK = {
  page: "#14181a",
  card: "#1d2326",
  text: "#e9ebe8",
  quiet: "#b3bab6",
  line: "#858d89",
  soft: "#323a3d",
  grave: "#f0a3a3",
};

/** The one style sheet: quiet, of one colour, for a hand-held screen first, light or dark as the device is. */
export function styleIn(colour: string): string {
  return `:root { color-scheme: light dark; ${variables(LIGHT, colour)} }
@media (prefers-color-scheme: dark) { :root { ${variables(DARK, colour)} } }
${RULES}`;
}

function variables(scheme: typeof LIGHT, colour: string): string {
  const accent = legibleOn(colour, [scheme.page, scheme.card]);
  const values = {
    ...scheme,
    accent,
    "on-accent": legibleOn(scheme.card, [accent]),
    "on-grave": legibleOn(scheme.card, [scheme.grave]),
  };
  return Object.entries(values)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(" ");
}

const RULES = `
*, *::before, *::after { box-sizing: border-box; }
html { font: 106.25%/1.6 system-ui, sans-serif; background: var(--page); color: var(--text); }
body { margin: 0; border-top: .3rem solid var(--accent); overflow-wrap: break-word; }
[hidden] { display: none !important; }
header, main { max-width: 44rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.5rem; padding-top: 1rem; }
header .title { font-weight: 600; color: var(--accent); letter-spacing: .01em; }
header nav { flex: 1 1 auto; }
header ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 0; padding: 0; list-style: none; }
header a { display: inline-block; padding: .35rem 0; }
header a[aria-current] { color: var(--text); text-decoration-thickness: .15em; }
main { padding-top: 1.5rem; padding-bottom: 4rem; }
main:focus { outline: none; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 1rem; font-weight: 650; }
h2 { font-size: 1.2rem; line-height: 1.35; margin: 0 0 .5rem; font-weight: 650; }
h3 { font-size: 1rem; margin: 1rem 0 .1rem; font-weight: 650; }
p { margin: 0 0 1rem; max-width: 38rem; }
section { margin: 2.25rem 0; }
a { color: var(--accent); text-underline-offset: .18em; }
.skip { position: absolute; left: -100vw; padding: .5rem 1rem; background: var(--card); }
.skip:focus { left: 0; z-index: 1; }
:focus-visible { outline: .2rem solid var(--accent); outline-offset: .15rem; border-radius: .2rem; }
button, .button { display: inline-block; min-height: 2.75rem; padding: .55rem 1.25rem; border: .1rem solid var(--accent); border-radius: .6rem; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; line-height: 1.4; text-align: center; text-decoration: none; cursor: pointer; max-width: 100%; }
button:hover, .button:hover { text-decoration: underline; text-underline-offset: .18em; }
.second { background: transparent; color: var(--accent); }
.quiet { min-height: 1.75rem; padding: .2rem 0; border-color: transparent; background: none; color: var(--quiet); font-weight: 400; text-decoration: underline; text-underline-offset: .18em; }
.grave { background: var(--grave); border-color: var(--grave); color: var(--on-grave); }
.acts { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem 1rem; margin: .75rem 0; }
form { margin: 0; }
.field { margin: 0 0 1.25rem; min-width: 0; flex: 1 1 9rem; }
.row { display: flex; flex-wrap: wrap; gap: 0 1rem; }
label, legend { display: block; font-weight: 600; }
input, select { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; border: .1rem solid var(--line); border-radius: .5rem; background: var(--card); color: var(--text); font: inherit; }
input[aria-invalid] { border-color: var(--grave); border-width: .15rem; }
.field + button.quiet { margin: -.9rem 0 1rem; display: block; }
fieldset { margin: 0 0 1.25rem; padding: .75rem 1.25rem 1rem; border: .1rem solid var(--soft); border-radius: .6rem; min-width: 0; }
.check { display: grid; grid-template-columns: auto 1fr; gap: 0 .75rem; align-items: center; margin: .5rem 0 1rem; }
.check input { width: 1.5rem; height: 1.5rem; min-height: 0; accent-color: var(--accent); margin: 0; }
.check label { padding: .2rem 0; }
.check .hint { grid-column: 2; margin: 0; }
.hint, .facts { color: var(--quiet); font-size: .94rem; margin: 0 0 .4rem; }
main > .hint { margin-top: 1.5rem; }
.problem { color: var(--grave); font-weight: 600; margin: 0 0 .3rem; }
.problems { border: .1rem solid var(--grave); border-left-width: .5rem; border-radius: .6rem; padding: .9rem 1.25rem; margin: 0 0 1.5rem; background: var(--card); }
.problems h2 { font-size: 1.05rem; }
.problems ul { margin: 0; padding-left: 1.2rem; }
.problems a { color: var(--grave); }
.problems p { margin: 0; }
.status { font-weight: 600; color: var(--accent); margin: 0 0 1rem; }
.status:empty { margin: 0; }
.cards { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; }
.card, .calm { background: var(--card); border: .1rem solid var(--soft); border-radius: .8rem; padding: .9rem 1.25rem; min-width: 0; }
.card h2, .card h3 { margin: 0; font-size: 1.1rem; }
.card h3 a { display: inline-block; min-height: 1.5rem; }
.card p { margin: 0 0 .25rem; }
.card .acts { margin: .5rem 0 .25rem; }
.waits { border-left: .4rem solid var(--accent); }
.ended, .cancelled { background: transparent; color: var(--quiet); }
.calm { padding: 1.25rem 1.5rem; margin: 1.5rem 0; }
.calm p:last-child { margin-bottom: 0; }
.when { font-size: 1.1rem; }
dl { margin: 0 0 1.5rem; }
dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .5rem 0; border-bottom: .1rem solid var(--soft); }
dt { flex: 0 0 9rem; color: var(--quiet); }
dd { margin: 0; flex: 1 1 12rem; }
.counts dt { flex: 1 1 14rem; color: inherit; }
.counts dd { flex: 0 0 auto; font-size: 1.4rem; font-weight: 650; font-variant-numeric: tabular-nums; }
details { border-top: .1rem solid var(--soft); padding: .25rem 0; }
details + details { margin-top: 0; }
summary { padding: .6rem 0; min-height: 2.75rem; cursor: pointer; color: var(--accent); font-weight: 600; }
details[open] { padding-bottom: 1.25rem; }
.card details { border: 0; padding: 0; }
.card summary { min-height: 1.75rem; padding: .25rem 0; font-weight: 400; text-decoration: underline; text-underline-offset: .18em; }
.qr { background: #fff; border-radius: .6rem; padding: .5rem; width: 15rem; max-width: 100%; margin: 0 0 1rem; }
.qr svg { display: block; width: 100%; height: auto; }
.secret { font: 1.05rem/1.6 ui-monospace, monospace; letter-spacing: .04em; }
video { display: block; width: 100%; max-width: 30rem; aspect-ratio: 4 / 3; object-fit: cover; transform: scaleX(-1); border-radius: .8rem; background: #000; margin: 0 0 1rem; }
meter { width: 100%; max-width: 30rem; height: 1.5rem; }
.scrolls { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: collapse; width: 100%; min-width: 36rem; font-size: .94rem; }
td time { white-space: nowrap; }
caption { text-align: left; font-weight: 600; padding: 0 0 .5rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: .1rem solid var(--soft); }
@media (prefers-reduced-motion: no-preference) { .calm .status::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .6em; border-radius: 50%; background: var(--accent); animation: breathe 4s ease-in-out infinite; } @keyframes breathe { 50% { opacity: .25; } } }
`;

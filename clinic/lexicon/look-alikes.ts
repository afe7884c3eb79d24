/**
 * For each Latin letter, the letters of other alphabets that look like it. Source: Unicode Technical Standard 39, confusables.txt, as far as one
 * letter stands for one; and small capitals. A letter of Cyrillic or Greek that looks like none has here one of its own, by shape or
 * sound, so that words in those alphabets can be told as well; and signs of currencies, by their shape. Letters that Unicode takes apart (full-width,
 * accents) need no entry, nor do digits of other scripts that look like what they count.
 */
const ALIKE: Readonly<Record<string, string>> = {
  a: "ɑΑαАаᎪᗅᴀꓮ𐊠𖽀⍺",
  b: "ƄʙΒβВЬбвъыьᏏᏴᑲᖯᗷꓐꞴ𐊂𐊡𐌁",
  c: "ϲСсᏟᴄⲤⲥꓚꮯ𐊢𐌂𐐕𐐽𐔜Ϲ🝌𑣲𑣩¢",
  d: "ðđδдԁᎠᏧᑯᗞᗪᴅꓒꓓ",
  e: "℮ΕεξЕеэєҽᎬᴇⴹꓰꬲ𐊆𑢦𑢮ɛ⋿€ɜȝ",
  f: "φϜфքᖴẝꓝꞘꞙꬵ𐊇𐊥𐔥𑢢𑣂𝈓",
  g: "ƍɡɢԌցᏀᏳᶃꓖ",
  h: "ħʜΗНнђћһհᎻᏂᕼⲎꓧ𐋏",
  i: "ıɩɪιіӏᎥꙇꭵ𑣃⍳",
  j: "ȷͿϳЈјᎫᒍᴊꓙꞲ",
  k: "ƙΚκКкᏦᛕᴋⲔꓗ𐔘",
  l: "łƖǀʟΙλІлљӀᏞᒪᛁⲒⳐⵏꓡꓲ𐊊𐌉𐐛𐔦𑢣𑢲𖼖𖼨∣⏽￨۱١𐌠𝈪ןו",
  m: "ΜϺМмᎷᗰᛖᴍⲘꓟ𐊰𐌑",
  n: "ɴΝηπипњոռⲚꓠ𐔓",
  o: "øΟθοσОоՕօଠഠဝჿዐᴏᴑⲞⲟⵔꓳꬽ𐊒𐊫𐐄𐐬𐓂𐓪𐔖𑢵𑣈𑣗०੦૦௦౦೦൦๐໐၀۵٥০୦〇𑓐𑣠סه",
  p: "ΡρРрᏢᑭᴘⲢⲣꓑ𐊕⍴",
  q: "чԛգզⵕ",
  r: "ƦʀгяґᎡᏒᖇᴦⲅꓣꭇꭈꮁ𐒴𖼵𝈖",
  s: "ƽςЅѕՏᏕᏚꓢꜱꮪ𐊖𐐠𐑈𑣁𖼺§",
  t: "ŧΤτТтᎢᴛⲦꓔ𐊗𐊱𐌕𑢼𖼊⊤⟙🝨",
  u: "ʋμυцюџՍսሀᑌᴜꓴꞟꭎꭒ𐓎𐓶𑢸𑣘𖽂∪⋃",
  v: "νѴѵᏙᐯᴠⴸꓦꛟꮩ𐔝𑜆𑢠𑣀𖼈∨⋁𝈍۷",
  w: "ɯωшщѡԜԝաᎳᏔᴡꓪꮃ𑜊𑜎𑜏⍵𑣯𑣦",
  x: "ΧχХжхᕁᕽᚷⲬⵝꓫꞳ𐊐𐊴𐌗𐔧᙮᙭×⤫⤬⨯╳𐌢𑣬",
  y: "ɣʏΥγУуҮүყᎩᎽᶌỿⲨꓬꭚ𐊲𑢤𑣜𖽃¥",
  z: "ΖζзᏃᴢꓜꮓ𑢩𑣄𐋵𑣥",
};

/** Signs that stand for more than a letter: letters that are two, and signs that show what they mean. Ψ is the sign of the whole field. */
const SEVERAL: Readonly<Record<string, string>> = {
  æ: "ae",
  œ: "oe",
  ß: "ss",
  þ: "th",
  ψ: "psy",
  "⚕": "medical",
  "☤": "medical",
  "🏥": "hospital",
  "🩺": "doctor",
  "💊": "pharmacy",
  "🧠": "psych",
};

let made: ReadonlyMap<string, string> | undefined;

/** What a letter outside ASCII is read as; undefined where it looks like nothing Latin. Made at first need: most names are ASCII. */
export function readAs(letter: string): string | undefined {
  made ??= new Map([
    ...Object.entries(SEVERAL),
    ...Object.entries(ALIKE).flatMap(([latin, letters]) => Array.from(letters, (alike) => [alike, latin] as const)),
  ]);
  return made.get(letter);
}

/**
 * One letter for all that are taken for each other, digits and signs among them: `th3r4py`, `cl1nic`, and `cIinic`, where a capital i
 * poses as an l. `6` and `9` have a second reading.
 */
export const DISGUISES: Readonly<Record<string, string>> = {
  l: "i",
  "0": "o",
  "1": "i",
  "2": "z",
  "3": "e",
  "4": "a",
  "5": "s",
  "6": "g",
  "7": "t",
  "8": "b",
  "9": "g",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "i",
  "+": "t",
};

/** Signs with a second reading: Icelandic's th poses as a p elsewhere, and the euro as an e or a c. */
export const SECOND_READING: ReadonlyMap<string, string> = new Map([
  ["þ", "p"],
  ["Þ", "p"],
  ["€", "c"],
]);

export const SECOND_DISGUISES: Readonly<Record<string, string>> = { ...DISGUISES, "6": "b", "9": "p" };

import type { Breach } from "../rule.ts";
import type { Reading, Source } from "../reading.ts";

/** One setting of apt as it stands after every file. Items of a list end in `::`. */
export interface AptSetting {
  /** In lower case, since apt's names know no case. */
  readonly key: string;
  readonly value: string;
  readonly path: string;
  readonly line: number;
}

/** One repository that apt would read, of one stanza or line. */
export interface AptSource {
  readonly type: string;
  readonly uri: string;
  readonly suite: string;
  readonly components: readonly string[];
  /** All others of the stanza, names in lower case as one-line sources have them: `signed-by`, `trusted`. */
  readonly options: ReadonlyMap<string, AptOption>;
  readonly path: string;
  readonly line: number;
}

export interface AptOption {
  readonly value: string;
  readonly line: number;
}

/** apt-pkg/contrib/configuration.cc (3.0.3), ReadConfigFile: "Too many nested includes". */
const DEEPEST = 10;

/** apt-pkg/contrib/strutl.cc (3.0.3), StringToBool; undefined for what is neither. */
export function aptBoolean(value: string): boolean | undefined {
  const word = value.toLowerCase();
  if (["1", "yes", "true", "with", "on", "enable"].includes(word)) return true;
  return ["0", "no", "false", "without", "off", "disable"].includes(word) ? false : undefined;
}

/**
 * apt.conf(5), as apt-pkg/contrib/configuration.cc (3.0.3) reads it: the files of /etc/apt/apt.conf.d in the order of their names, then
 * /etc/apt/apt.conf; `A::B "value";` and `A { B "value"; };`, three kinds of comments, `#clear` and `#include`. The last value of a name
 * counts; items of lists add up.
 *
 * @param files every file of the release
 */
export function readAptSettings(files: readonly Source[]): Reading<readonly AptSetting[]> {
  const doubts: Breach[] = [];
  let settings: readonly AptSetting[] = [];

  const readFile = ({ path, text }: Source, depth: number): void => {
    let scope: readonly string[] = [];
    for (const { words, sign, line } of statements(path, text, doubts)) {
      const statement = parseStatement(words);
      const place = { path, line };
      if (statement === undefined || (sign === "{" && statement.name === "")) {
        doubts.push({ where: path, line, what: `What apt makes of "${words.slice(0, 60)}" can't be told.` });
      } else if (statement.name.startsWith("#")) {
        directive(statement, scope, place, depth);
      } else if (sign !== "{") {
        set(statement, scope, place);
      }
      // ReadConfigFile, "Go down a level" and "Move up a tag, but only if there is no bit to parse".
      if (sign === "{") {
        scope = [...scope, statement?.name ?? ""];
        if (statement?.value !== undefined) append(scope.join("::"), statement.value, place);
      } else if (sign === "}") scope = scope.slice(0, -1);
    }
  };

  const set = ({ name, value }: Statement, scope: readonly string[], place: Place): void => {
    if (value !== undefined) append([...scope, name].join("::"), value, place);
    // A lone word is an item of the list that it stands in.
    else if (name !== "" && scope.length > 0) append([...scope, ""].join("::"), name, place);
    else if (name !== "") doubts.push(doubtOf(place, `What apt makes of "${name}" by itself can't be told.`));
  };

  const append = (key: string, value: string, place: Place): void => {
    settings = [...settings, { key: key.toLowerCase(), value, ...place }];
  };

  const directive = ({ name, value }: Statement, scope: readonly string[], place: Place, depth: number): void => {
    const target = value?.toLowerCase();
    const file = files.find(({ path }) => path === value);
    if (scope.length > 0 || target === undefined || target.endsWith("::")) {
      doubts.push(doubtOf(place, `What apt makes of ${name} here can't be told.`));
    } else if (name === "#clear") {
      settings = settings.filter(({ key }) => key !== target && !key.startsWith(`${target}::`));
    } else if (name === "#include" && file !== undefined && depth < DEEPEST) {
      readFile(file, depth + 1);
    } else {
      doubts.push(doubtOf(place, `apt would also read ${value ?? "another file"}, which can't be told.`));
    }
  };

  for (const file of settingFiles(files)) readFile(file, 0);
  return { value: settings, doubts };
}

/** The value that counts: the last, for a name that holds one. */
export function aptSetting(settings: readonly AptSetting[], key: string): AptSetting | undefined {
  return settings.findLast((setting) => setting.key === key);
}

interface Place {
  readonly path: string;
  readonly line: number;
}

function doubtOf({ path, line }: Place, what: string): Breach {
  return { where: path, line, what };
}

/** apt-pkg/init.cc: parts before the main file; apt-pkg/contrib/fileutl.cc, GetListOfFilesInDir: which names count. */
function settingFiles(files: readonly Source[]): readonly Source[] {
  const parts = inFolder(files, "/etc/apt/apt.conf.d/").filter(({ path }) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    return !name.includes(".") || name.endsWith(".conf");
  });
  return [...parts, ...files.filter(({ path }) => path === "/etc/apt/apt.conf")];
}

function inFolder(files: readonly Source[], folder: string): readonly Source[] {
  return files
    .filter(({ path }) => path.startsWith(folder) && /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/.test(path.slice(folder.length)))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

interface Cut {
  /** What stands before the sign, blanks joined. */
  readonly words: string;
  readonly sign: string;
  /** Where it begins. */
  readonly line: number;
}

/** A file cut at braces and semicolons outside of quotes, without comments. */
function* statements(path: string, text: string, doubts: Breach[]): Generator<Cut> {
  let words = "";
  let begun = 1;
  let inComment = false;
  for (const [index, raw] of text.split("\n").entries()) {
    const line = index + 1;
    const stripped = withoutComments(raw.replace(/\t/g, " ").trim(), inComment);
    inComment = stripped.inComment;
    if (quotes(stripped.text) % 2 !== 0 || /%[0-9a-f]{2}/i.test(stripped.text)) {
      doubts.push({ where: path, line, what: "What apt makes of an open quote or of a % here can't be told." });
      return;
    }
    for (const [token] of stripped.text.matchAll(/"[^"]*"|[{};]|[^"{};]+/g)) {
      if (words === "") begun = line;
      if (token === "{" || token === "}" || token === ";") {
        yield { words: words.trim(), sign: token, line: begun };
        words = "";
      } else words += token;
    }
    if (words !== "") words += " ";
  }
  if (words.trim() !== "" || inComment) {
    doubts.push({ where: path, line: begun, what: "The file ends within a setting or a comment, which apt refuses." });
  }
}

/** ReadConfigFile, "Discard single line comments" and "Look for multi line comments", on one line. */
function withoutComments(raw: string, inComment: boolean): { readonly text: string; readonly inComment: boolean } {
  let text = raw;
  if (inComment) {
    const end = text.indexOf("*/");
    if (end === -1) return { text: "", inComment: true };
    text = text.slice(end + 2);
  }
  text = cutAt(text, "//", () => false);
  text = cutAt(text, "#", (rest) => /^#(?:clear|include|x-apt-configure-index)/.test(rest));
  let kept = "";
  for (let start = unquotedAt(text, "/*", 0); start !== -1; start = unquotedAt(text, "/*", 0)) {
    kept += text.slice(0, start);
    const end = text.indexOf("*/", start + 2);
    if (end === -1) return { text: kept, inComment: true };
    text = text.slice(end + 2);
  }
  return { text: kept + text, inComment: false };
}

function cutAt(text: string, mark: string, spared: (rest: string) => boolean): string {
  for (let at = unquotedAt(text, mark, 0); at !== -1; at = unquotedAt(text, mark, at + 1)) {
    if (!spared(text.slice(at))) return text.slice(0, at);
  }
  return text;
}

function unquotedAt(text: string, mark: string, from: number): number {
  let at = text.indexOf(mark, from);
  while (at !== -1 && quotes(text.slice(0, at)) % 2 !== 0) at = text.indexOf(mark, at + 1);
  return at;
}

function quotes(text: string): number {
  return text.split('"').length - 1;
}

interface Statement {
  readonly name: string;
  readonly value: string | undefined;
}

/** A name and perhaps a value, in quotes or not; quoted values next to each other would be joined, so more than one is not told. */
function parseStatement(words: string): Statement | undefined {
  if (words === "") return { name: "", value: undefined };
  const match = /^(#?[A-Za-z0-9:_./+*$@-]+|"[^"]*")(?: +(?:"([^"]*)"|([^\s"[]+)))?$/.exec(words);
  const name = match?.[1];
  if (name === undefined || name.includes(":::")) return undefined;
  return { name: name.replace(/^"(.*)"$/, "$1"), value: match?.[2] ?? match?.[3] };
}

/** Fields of a stanza that are no options of one-line sources: sources.list(5). */
const MAIN_FIELDS: ReadonlySet<string> = new Set(["types", "uris", "suites", "components", "enabled"]);

/**
 * sources.list(5), as apt-pkg/sourcelist.cc (3.0.3) reads it: stanzas in `.sources`, one line each in `.list`.
 *
 * @param files every file of the release; those in folders that apt might be told to read are taken
 */
export function readAptSources(files: readonly Source[]): Reading<readonly AptSource[]> {
  const doubts: Breach[] = [];
  const sources = [
    ...files.filter(({ path }) => path === "/etc/apt/sources.list"),
    ...["/etc/apt/sources.list.d/", "/etc/stillroom/sources.list.d/"].flatMap((folder) => inFolder(files, folder)),
  ];
  const value = sources.flatMap((file) => {
    if (file.path.endsWith(".sources")) return stanzaSources(file, doubts);
    return /\.list(?:$|\.d\/[^/]*\.list$)/.test(file.path) ? lineSources(file, doubts) : [];
  });
  return { value, doubts };
}

function stanzaSources({ path, text }: Source, doubts: Breach[]): readonly AptSource[] {
  return stanzasOf(path, text, doubts).flatMap((stanza) => {
    const words = (name: string) => (stanza.fields.get(name)?.value ?? "").split(/\s+/).filter((word) => word !== "");
    const enabled = stanza.fields.get("enabled");
    if (enabled !== undefined && aptBoolean(enabled.value) === false) return [];
    const [types, uris, suites] = [words("types"), words("uris"), words("suites")];
    if (types.length === 0 || uris.length === 0 || suites.length === 0) {
      doubts.push({
        where: path,
        line: stanza.line,
        what: "The stanza lacks Types, URIs or Suites, which apt refuses.",
      });
    }
    const options = new Map([...stanza.fields].filter(([name]) => !MAIN_FIELDS.has(name)));
    const components = words("components");
    return types.flatMap((type) =>
      uris.flatMap((uri) =>
        suites.map((suite) => ({ type, uri, suite, components, options, path, line: stanza.line })),
      ),
    );
  });
}

interface Stanza {
  readonly fields: Map<string, AptOption>;
  readonly line: number;
}

/** apt-pkg/tagfile.cc (3.0.3) with comments: fields up to an empty line, lines that begin with a blank go on. */
function stanzasOf(path: string, text: string, doubts: Breach[]): readonly Stanza[] {
  const stanzas: Stanza[] = [];
  let stanza: Stanza | undefined;
  let last: string | undefined;
  for (const [index, raw] of text.split("\n").entries()) {
    const line = index + 1;
    const doubt = (what: string) => doubts.push({ where: path, line, what });
    const written = raw.replace(/\r$/, "");
    if (written.startsWith("#")) continue;
    if (written === "") {
      stanza = undefined;
      continue;
    }
    const match = /^([A-Za-z0-9-]+)[ \t]*:(.*)$/.exec(written);
    const name = match?.[1]?.toLowerCase();
    if (/^[ \t]/.test(written)) {
      const before = last === undefined ? undefined : stanza?.fields.get(last);
      if (stanza === undefined || last === undefined || before === undefined || written.trim() === "") {
        doubt("To which field this line belongs can't be told.");
      } else stanza.fields.set(last, { value: `${before.value}\n${written.trim()}`.trim(), line: before.line });
    } else if (name === undefined) {
      doubt(`"${written.slice(0, 60)}" is no field of a source.`);
    } else {
      stanza ??= newStanza(stanzas, line);
      if (stanza.fields.has(name)) doubt(`${match?.[1] ?? name} stands twice in one stanza.`);
      stanza.fields.set(name, { value: match?.[2]?.trim() ?? "", line });
      last = name;
    }
  }
  return stanzas;
}

function newStanza(stanzas: Stanza[], line: number): Stanza {
  const stanza = { fields: new Map<string, AptOption>(), line };
  stanzas.push(stanza);
  return stanza;
}

function lineSources({ path, text }: Source, doubts: Breach[]): readonly AptSource[] {
  return text.split("\n").flatMap((raw, index): readonly AptSource[] => {
    const line = index + 1;
    const written = raw.replace(/(?:^|\s)#.*$/, "").trim();
    if (written === "") return [];
    const match = /^(deb|deb-src)\s+(?:\[([^\]"%[]*)\]\s*)?([^\s"%[\]#]+)\s+([^\s"%[\]#]+)((?:\s+[^\s"%[\]#]+)*)$/.exec(
      written,
    );
    const [, type, inBrackets = "", uri, suite, components = ""] = match ?? [];
    if (type === undefined || uri === undefined || suite === undefined) {
      doubts.push({ where: path, line, what: `"${written.slice(0, 60)}" is no source whose meaning can be told.` });
      return [];
    }
    const options = new Map<string, AptOption>();
    for (const option of inBrackets.split(/\s+/).filter((word) => word !== "")) {
      const [, name, value] = /^([^=]+)=(.+)$/.exec(option) ?? [];
      if (name === undefined || value === undefined || options.has(name.toLowerCase())) {
        doubts.push({ where: path, line, what: `What apt makes of the option ${option} can't be told.` });
      } else options.set(name.toLowerCase(), { value, line });
    }
    const listed = components.split(/\s+/).filter((word) => word !== "");
    return [{ type, uri, suite, components: listed, options, path, line }];
  });
}

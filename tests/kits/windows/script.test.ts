import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import treeSitter, { type Node } from "@vscode/tree-sitter-wasm";
import { scriptText, sourceIn } from "./stand-in.ts";

/**
 * PowerShell's own parser is in no registry within reach: what packages carry of System.Management.Automation is a reference without code.
 * The guide says what was seen with PowerShell itself, made by hand from its source. The grammar is the one of VS Code's tree-sitter, written
 * by others after Microsoft's language specification.
 */
const { Language, Parser } = treeSitter;
await Parser.init();
const grammar = createRequire(import.meta.url).resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm");
const powershell = await Language.load(grammar);

function rootOf(text: string): Node {
  const parser = new Parser();
  parser.setLanguage(powershell);
  const tree = parser.parse(text);
  assert.ok(tree);
  return tree.rootNode;
}

function textsOf(node: Node, type: string): readonly string[] {
  const below = node.children.flatMap((child) => (child === null ? [] : textsOf(child, type)));
  return node.type === type ? [node.text, ...below] : below;
}

const SCRIPT = scriptText();
const TEXT = SCRIPT.replace(/^\uFEFF/, "");

/** Cmdlets of Windows PowerShell 5.1 and of its module ScheduledTasks that the script may call; none fetches, evaluates or starts anything. */
const CMDLETS = [
  ...["Add-Type", "Copy-Item", "Get-ChildItem", "Get-Date", "Get-Service", "Get-UICulture", "Join-Path", "Move-Item"],
  ...["New-Item", "New-Object", "New-TimeSpan", "Remove-Item", "Select-Object", "Set-StrictMode", "Start-Sleep"],
  ...["Test-Path", "Unblock-File", "Where-Object", "Write-Host", "Write-Progress", "Write-Verbose", "ForEach-Object"],
  ...["Get-ScheduledTask", "New-ScheduledTaskAction", "New-ScheduledTaskPrincipal", "New-ScheduledTaskSettingsSet"],
  ...["New-ScheduledTaskTrigger", "Register-ScheduledTask", "Start-ScheduledTask", "Stop-ScheduledTask"],
  "Unregister-ScheduledTask",
];

describe("the script for Windows", () => {
  const root = rootOf(TEXT);

  it("is PowerShell by its grammar, which sees a bracket that is missing", () => {
    assert.equal(root.hasError, false);
    assert.equal(rootOf(TEXT.replace("function Test-It {", "function Test-It ")).hasError, true);
    assert.equal(rootOf(TEXT.replace("if ($bad -gt 0)", "if ($bad -gt 0")).hasError, true);
  });

  it("begins with the mark by which Windows PowerShell 5.1 knows UTF-8, and prints no value of a practice", () => {
    assert.ok(SCRIPT.startsWith("\uFEFF#"));
    assert.doesNotMatch(SCRIPT, /\{\{|\r/);
  });

  it("calls its own functions and known cmdlets, and evaluates, fetches and starts nothing", () => {
    const own = textsOf(root, "function_name");
    const called = [...new Set(textsOf(root, "command_name"))];
    assert.deepEqual(
      called.filter((one) => !own.includes(one) && !CMDLETS.includes(one)),
      [],
    );
    assert.deepEqual(
      own.filter((one) => !called.includes(one)),
      [],
    );
    assert.doesNotMatch(
      TEXT,
      /Invoke-|\biex\b|DownloadString|WebClient|FromBase64|ScriptBlock\]::Create|Process\]::Start/i,
    );
  });

  it("keeps to what Windows PowerShell 5.1 knows", () => {
    const code = TEXT.replace(sourceIn(TEXT), "");
    for (const newer of [/\?\?/, /\?\./, /&&/, /\|\|/, /-Parallel\b/, /\$IsWindows/]) assert.doesNotMatch(code, newer);
  });

  it("calls no method by a name that PowerShell takes for one of its own pipelines", () => {
    const called = [...TEXT.replace(sourceIn(TEXT), "").matchAll(/(?:\]::|\.)(\w+)\(/g)].map(([, name]) => name);
    assert.ok(called.includes("Finish") && called.includes("Holds"), called.join(" "));
    // PowerShell asks for the method's own name, which a script may write in any case (Binders.cs, InvokeDotNetMethod).
    assert.deepEqual(
      called.filter((name) => /^(?:End|Process)$/i.test(name ?? "")),
      [],
    );
  });

  it("says each sentence in four languages, with the same places for values, and no other", () => {
    const sentences = sentencesIn(TEXT);
    assert.deepEqual([...sentences.keys()], ["en", "de", "fr", "es"]);
    const english = sentences.get("en");
    assert.ok(english);
    for (const [language, one] of sentences) {
      assert.deepEqual([...one.keys()], [...english.keys()], language);
      for (const [name, text] of one) {
        assert.deepEqual(text.match(/\{\d\}/g), english.get(name)?.match(/\{\d\}/g), `${language} ${name}`);
        if (language !== "en") assert.notEqual(text, english.get(name), `${language} ${name}`);
      }
    }
    const asked = [...TEXT.matchAll(/(?:Write-Sentence|Stop-WithSentence|Get-Sentence) '(\w+)'/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual([...new Set(asked)].sort(), [...english.keys()].sort());
  });

  it("does each thing that it says it can, and says each that it does", () => {
    const known = /@\(('install'[^)]*)\) -notcontains/.exec(TEXT)?.[1]?.match(/\w+/g) ?? [];
    assert.deepEqual(
      known,
      [...TEXT.matchAll(/^ {4}'(\w+)' \{/gm)].map(([, word]) => word),
    );
    const usage = sentencesIn(TEXT).get("en")?.get("usage") ?? "";
    assert.deepEqual(
      known.filter((word) => word !== "keep"),
      [...usage.matchAll(/^vpn-only\.ps1 (\w+)/gm)].map(([, word]) => word),
    );
  });

  it("names nothing by which others would know the trade", () => {
    assert.doesNotMatch(TEXT, /therap|patient|clinic|health|medic|stillroom/i);
  });
});

/** By language, by name; a table of hash tables in the script. */
function sentencesIn(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const table = /^\$words = @\{\n([^]*?)^\}$/m.exec(text)?.[1] ?? "";
  return new Map(
    [...table.matchAll(/^ {4}(\w\w) = @\{\n([^]*?)^ {4}\}$/gm)].map(([, language = "", body = ""]) => [
      language,
      new Map(
        [...body.matchAll(/^ {8}(\w+) += (?:@'\n([^]*?)\n'@|'((?:[^']|'')*)')$/gm)].map(
          ([, name = "", long, short]) => [name, long ?? short ?? ""],
        ),
      ),
    ]),
  );
}

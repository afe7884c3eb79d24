import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { marionette, type Command } from "./marionette.ts";

const PORT = 2828;

/** A running Firefox. What is evaluated is an expression; of a promise the value is given. */
export interface Firefox {
  /** With the browser's own rights. */
  readonly inBrowser: (expression: string) => Promise<unknown>;
  /** In the page of the window that was opened or shown last. */
  readonly inPage: (expression: string) => Promise<unknown>;
  /** Opens a page in the present window. */
  readonly open: (address: string) => Promise<void>;
  /** Opens a window of its own; the value shows it again. */
  readonly openWindow: () => Promise<string>;
  readonly show: (window: string) => Promise<void>;
  /** Presses what an XPath finds in the page, once it is there. */
  readonly press: (xpath: string) => Promise<void>;
  readonly type: (xpath: string, text: string) => Promise<void>;
  /** One of WebDriver's commands, to the page. */
  readonly command: Command;
  /** Ends it as a person does, so that it does what it does at its end. */
  readonly quit: () => Promise<void>;
}

/**
 * Starts Debian's Firefox ESR without a window that anybody sees. A camera that is none takes the place of one; whether a page may use it is asked
 * all the same.
 *
 * @param profile a folder, which is made where there is none
 * @param authority the certificate of an authority that this Firefox trusts, in DER
 */
export async function startFirefox(
  profile: string,
  preferences: Readonly<Record<string, unknown>> = {},
  authority?: Buffer,
): Promise<Firefox> {
  mkdirSync(profile, { recursive: true });
  const all = { "marionette.port": PORT, "media.navigator.streams.fake": true, ...preferences };
  writeFileSync(
    `${profile}/user.js`,
    Object.entries(all)
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(""),
  );
  const program = spawn(
    "firefox-esr",
    ["--headless", "--marionette", "-remote-allow-system-access", "--no-remote", "--profile", profile],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const ended = once(program, "exit");
  const command = await marionette(PORT);
  await command("WebDriver:NewSession", { acceptInsecureCerts: authority === undefined });
  await command("WebDriver:SetTimeouts", { script: 120_000, pageLoad: 120_000 });

  const evaluated = async (context: "chrome" | "content", expression: string): Promise<unknown> => {
    await command("Marionette:SetContext", { value: context });
    const script = `const [done] = arguments; Promise.resolve().then(() => ${expression}).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value } = (await command("WebDriver:ExecuteAsyncScript", { script, args: [] })) as {
      value: { value?: unknown; error?: string };
    };
    if (value.error !== undefined) throw new Error(value.error);
    return value.value;
  };
  const inContent: Command = async (name, parameters = {}) => {
    await command("Marionette:SetContext", { value: "content" });
    return command(name, parameters);
  };
  const found = async (xpath: string): Promise<string> => {
    for (let tries = 0; ; tries++) {
      const answer = await inContent("WebDriver:FindElement", { using: "xpath", value: xpath }).catch(
        (error: unknown) => {
          if (tries === 600) throw error;
        },
      );
      // The one value of a web element's object is its name (WebDriver, 12.1).
      if (answer !== undefined) return Object.values((answer as { value: Record<string, string> }).value).join("");
      await pause(100);
    }
  };
  if (authority !== undefined)
    await evaluated(
      "chrome",
      `Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB).addCertFromBase64("${authority.toString("base64")}", "CT,,") && undefined`,
    );
  return {
    inBrowser: (expression) => evaluated("chrome", expression),
    inPage: (expression) => evaluated("content", expression),
    open: async (url) => {
      await inContent("WebDriver:Navigate", { url });
    },
    openWindow: async () => {
      const { handle } = (await inContent("WebDriver:NewWindow", { type: "window" })) as { handle: string };
      await inContent("WebDriver:SwitchToWindow", { handle });
      return handle;
    },
    show: async (handle) => {
      await inContent("WebDriver:SwitchToWindow", { handle });
    },
    press: async (xpath) => {
      await inContent("WebDriver:ElementClick", { id: await found(xpath) });
    },
    type: async (xpath, text) => {
      await inContent("WebDriver:ElementSendKeys", { id: await found(xpath), text });
    },
    command: inContent,
    quit: async () => {
      await command("Marionette:Quit", { flags: ["eAttemptQuit"] });
      await ended;
    },
  };
}

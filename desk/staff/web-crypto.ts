import { webcrypto } from "node:crypto";

// What passkeys are verified with is looked for among the globals, where Node.js 18 (Debian 12) does not have it yet (Node.js' manual, "Globals", crypto).
if (!("crypto" in globalThis)) Object.defineProperty(globalThis, "crypto", { value: webcrypto });

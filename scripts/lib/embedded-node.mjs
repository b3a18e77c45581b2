import { randomBytes } from "node:crypto";
import path from "node:path";
import { keptSecret } from "./files.mjs";

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

/** The token of the studio's own render node: `bkn_` + 12 letters + `_` + 256 bits. Made once, kept in `data`. */
export function embeddedNodeToken(data) {
  const id = () => Array.from(randomBytes(12), (byte) => LETTERS[byte % LETTERS.length]).join("");
  return keptSecret(path.join(data, "node-token"), () => `bkn_${id()}_${randomBytes(32).toString("base64url")}`);
}

// Small file helpers for scripts that run before anything is installed: Node builtins only.
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository this script lies in. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Text of a file, or "" when there is none. */
export function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return "";
    throw error;
  }
}

/** Parsed JSON of a file, or `{}` when it is missing or half written. */
export function readJson(file) {
  try {
    return JSON.parse(read(file) || "{}");
  } catch {
    return {};
  }
}

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Writes whole or not at all, readable by the owner only. */
export function writePrivate(file, text) {
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, text, { mode: 0o600 });
  renameSync(part, file);
}

/** The secret kept in `file`, made on first use (256 bits, base64url, mode 0600). */
export function keptSecret(file, make = () => randomBytes(32).toString("base64url")) {
  if (!existsSync(file)) writePrivate(file, make());
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  return read(file).trim();
}

/** Opens a log for appending; one that grew past `limit` bytes is kept as `.old` first. */
export function openLog(file, limit = 5_000_000) {
  mkdirSync(path.dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > limit) renameSync(file, `${file}.old`);
  return openSync(file, "a");
}

/** The last `lines` lines written to a log after byte `from`. */
export function tail(file, lines = 20, from = 0) {
  return Buffer.from(read(file)).subarray(from).toString("utf8").trimEnd().split("\n").slice(-lines).join("\n");
}

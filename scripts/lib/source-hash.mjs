import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** All that feeds `next build`. */
export const WEB_SOURCES = [
  ...["app", "components", "contract", "db", "server", "public"],
  ...[
    "package.json",
    "package-lock.json",
    "next.config.ts",
    "postcss.config.mjs",
    "tsconfig.json",
    "tsconfig.build.json",
  ],
];
/** All that feeds the compiled agent and the scripts of db/seed. */
export const NODE_SOURCES = [
  "gpu-agent",
  "contract",
  "db",
  "server",
  "package-lock.json",
  "tsconfig.json",
  "scripts/lib/compile.mjs",
];

const isIgnored = (name) =>
  name === "node_modules" ||
  name.startsWith(".") ||
  /\.(test|spec)\.[a-z]+$/.test(name) ||
  name.endsWith(".tsbuildinfo") ||
  name.endsWith(".md");

/** One word for the content of these files and folders. Tests, hidden files and prose do not count. */
export function hashSources(root, entries, salt = "") {
  const hash = createHash("sha256").update(salt);
  const walk = (name) => {
    const at = path.join(root, name);
    if (!existsSync(at)) return;
    if (!statSync(at).isDirectory()) {
      const bytes = readFileSync(at);
      hash.update(`${name}\0${bytes.length}\0`).update(bytes);
      return;
    }
    for (const child of readdirSync(at).sort()) if (!isIgnored(child)) walk(`${name}/${child}`);
  };
  for (const entry of entries) walk(entry);
  return hash.digest("hex");
}

// Compiles the TypeScript entries that run outside Next (the agent, its workers, db/seed) into .cache/node.
// Plain node then starts them in a third of tsx's time and without tsx's two helper processes.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { read } from "./files.mjs";
import { hashSources, NODE_SOURCES } from "./source-hash.mjs";

const ENTRIES = ["gpu-agent/main.ts", "db/seed/index.ts", "db/seed/embedded-node.ts"];
/** Compilations of earlier sources that stay, newest first: a studio or agent started from one loads parts of it late. */
const KEPT = 8;
const WORKER = /new Worker\(\s*new URL\(\s*["'](\.{1,2}\/[^"']+?)\.ts["']\s*,\s*import\.meta\.url/g;

function filesUnder(root, folder) {
  const at = path.join(root, folder);
  if (!existsSync(at)) return [];
  return readdirSync(at, { withFileTypes: true }).flatMap((item) => {
    if (item.name === "node_modules" || /\.test\.ts$/.test(item.name)) return [];
    const name = `${folder}/${item.name}`;
    return item.isDirectory() ? filesUnder(root, name) : name.endsWith(".ts") ? [name] : [];
  });
}

/** Entries of worker threads: `new Worker(new URL("./x.ts", import.meta.url))`, and every file called worker.ts. */
export function findWorkers(root, folders = ["gpu-agent"]) {
  const names = folders.flatMap((folder) => filesUnder(root, folder));
  const started = names.flatMap((name) => {
    const text = readFileSync(path.join(root, name), "utf8");
    return [...text.matchAll(WORKER)].map(([, target]) => path.posix.join(path.posix.dirname(name), `${target}.ts`));
  });
  const called = names.filter((name) => /(?:^|[/-])worker\.ts$/.test(name));
  return [...new Set([...started, ...called])].filter((name) => existsSync(path.join(root, name))).sort();
}

/**
 * Keeps addresses true after files were joined. A source that starts threads sees itself where the compiled threads
 * lie (worker.mjs beside it); any other one still sees its own source folder and what lies there.
 */
export function rewriteAddresses(text, name, root, out) {
  const startsThreads = text.includes("new Worker(");
  const file = startsThreads ? path.join(out, name.replace(/\.ts$/, ".mjs")) : path.join(root, name);
  return text
    .replace(WORKER, (whole, target) => whole.replace(`${target}.ts`, `${target}.mjs`))
    .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(file).href))
    .replaceAll("import.meta.dirname", JSON.stringify(path.dirname(file)))
    .replaceAll("import.meta.filename", JSON.stringify(file));
}

const addresses = (root, out) => ({
  name: "addresses",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      const text = readFileSync(file, "utf8");
      const name = path.relative(root, file).split(path.sep).join("/");
      return { contents: rewriteAddresses(text, name, root, out), loader: "ts", resolveDir: path.dirname(file) };
    });
    // the guard that keeps server files out of the browser has no meaning here
    build.onResolve({ filter: /^server-only$/ }, () => ({ path: "server-only", namespace: "empty" }));
    build.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "" }));
    build.onResolve({ filter: /^@\// }, ({ path: wanted, kind }) =>
      build.resolve(`./${wanted.slice(2)}`, { resolveDir: root, kind }),
    );
  },
});

/** tsx brings esbuild, sometimes only for itself; a development package may bring another one to the top. */
function loadEsbuild(root) {
  const tsx = createRequire(path.join(root, "package.json")).resolve("tsx/package.json");
  return import(pathToFileURL(createRequire(tsx).resolve("esbuild")).href).then((module) => module.default ?? module);
}

/**
 * Compiles what changed; answers the folder. A compiled entry is `<folder>/gpu-agent/main.mjs` and so on. Other `entries`
 * need a folder `name` of their own in .cache, and the `sources` they are made of beside the usual ones.
 */
export async function compileNode(root, { entries = ENTRIES, name: place = "node", sources = [] } = {}) {
  const out = path.join(root, ".cache", place);
  const source = hashSources(root, [...NODE_SOURCES, ...sources], root);
  const folder = path.join(out, source.slice(0, 16));
  const stamp = path.join(folder, "complete");
  if (read(stamp) === source) return folder;
  const entryPoints = [...entries.filter((name) => existsSync(path.join(root, name))), ...findWorkers(root)];
  const { build, stop } = await loadEsbuild(root);
  if (entryPoints.length > 0)
    await build({
      ...{ absWorkingDir: root, entryPoints, outdir: folder, outbase: root, outExtension: { ".js": ".mjs" } },
      ...{ bundle: true, splitting: true, format: "esm", platform: "node", target: "node20", packages: "external" },
      ...{ chunkNames: "chunks/[name]-[hash]", sourcemap: true, logLevel: "error", plugins: [addresses(root, folder)] },
    });
  mkdirSync(folder, { recursive: true });
  await stop(); // its helper process would stay as long as we do
  writeFileSync(stamp, source);
  // older compilations may still serve a running studio: keep the newest few
  const age = (name) => statSync(path.join(out, name)).mtimeMs;
  const old = readdirSync(out).filter((name) => /^[0-9a-f]{16}$/.test(name) && name !== path.basename(folder));
  for (const name of old.sort((a, b) => age(b) - age(a)).slice(KEPT))
    rmSync(path.join(out, name), { recursive: true, force: true });
  return folder;
}

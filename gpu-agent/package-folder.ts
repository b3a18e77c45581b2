import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Folder of an installed package; walks the search paths, since the package's own `exports` hides what we need. */
export const packageFolder = (name: string): string | undefined =>
  (createRequire(import.meta.url).resolve.paths(name) ?? [])
    .map((base) => path.join(base, name))
    .find((folder) => existsSync(path.join(folder, "package.json")));

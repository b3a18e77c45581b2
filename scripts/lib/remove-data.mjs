import { rmSync } from "node:fs";
import path from "node:path";
import { read } from "./files.mjs";
import { placeName } from "./postgres-place.mjs";

/**
 * Removes the data folder of a studio or database that was never a person's, and with it the database that PostgreSQL keeps
 * elsewhere when it runs as root: a folder of /tmp is closed to "nobody". What the note names must look like such a place.
 */
export function removeData(data) {
  const place = read(path.join(data, "pg-place")).trim();
  if (path.isAbsolute(place) && placeName.test(path.basename(place))) rmSync(place, { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
}

import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";

const prefix = "/_next/static/";
const types: Readonly<Record<string, string>> = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
};
/** Of a build's own names; whatever else is asked for, dots that climb above all, is Next's to refuse. */
const plainName = /^(?!.*\.\.)[\w\-./~]+$/;
const pack = promisify(gzip);

/**
 * The build's scripts and styles in `folder`, packed once a process: Next packs each of a page's twenty anew for every
 * browser. Ranges, revalidations and clients without gzip go on to Next, as does what is not there.
 */
export function staticDoor(folder: string) {
  const packed = new Map<string, Promise<Buffer>>();
  const packedOf = (name: string): Promise<Buffer> => {
    const known = packed.get(name);
    if (known !== undefined) return known;
    const read = readFile(join(/*turbopackIgnore: true*/ folder, name));
    const fresh = read.then((file) => pack(file, { level: constants.Z_BEST_COMPRESSION }));
    packed.set(name, fresh);
    // Only what is there is kept: a stranger may ask for any name.
    fresh.catch(() => packed.delete(name));
    return fresh;
  };
  return ({ method, url = "", headers }: IncomingMessage, response: ServerResponse, elsewhere: () => void): boolean => {
    const name = url.slice(prefix.length);
    const type = types[extname(name)];
    if (method !== "GET" || !type || !url.startsWith(prefix) || !plainName.test(name)) return false;
    if (headers.range || headers["if-none-match"] || headers["if-modified-since"]) return false;
    if (!/\bgzip\b/.test(headers["accept-encoding"]?.toString() ?? "")) return false;
    packedOf(name).then(
      (body) =>
        response
          .writeHead(200, {
            "content-type": type,
            "content-encoding": "gzip",
            "content-length": body.length,
            // The name changes with the content.
            "cache-control": "public, max-age=31536000, immutable",
            vary: "Accept-Encoding",
            "x-content-type-options": "nosniff",
          })
          .end(body),
      elsewhere,
    );
    return true;
  };
}

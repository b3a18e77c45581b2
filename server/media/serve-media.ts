import { eq } from "drizzle-orm";
import { type LadderSize, ladderSizes } from "@/contract/media";
import { media } from "@/db/schema";
import type { StudioContext } from "../context";
import { StudioError } from "../errors";
import { fileOf } from "./media-of";
import type { MediaRow } from "./media-row";
import { openRow } from "./open-media";
import { parseRange } from "./range";
import { disposition, refuse, streamOf } from "./respond";
import { openSheet } from "./sheets";
import { checkSignature } from "./sign";

type Who = (request: Request) => Promise<StudioContext | null>;
type Place = Pick<StudioContext, "db" | "storage">;

const sizes: ReadonlyMap<string, LadderSize> = new Map(ladderSizes.map((size) => [String(size), size]));

/** The giver's name, with the size and the kind of what is really sent. */
const fileName = ({ name, mime: given }: MediaRow, size: LadderSize, mime: string): string =>
  size === "original" || (size === "full" && mime === given)
    ? name
    : `${name.replace(/\.[^.]*$/, "")}-${size}.${mime.replace("image/", "")}`;

const etagOf = ({ sha256 }: MediaRow, size: LadderSize) =>
  size === "original" ? `"${sha256}"` : `"${sha256}-${size}"`;

const headersWith = (etag: string): Record<string, string> => ({
  etag,
  // Private: the next person at this browser's proxy may not see it. Immutable: an id never changes its bytes.
  "cache-control": "private, max-age=31536000, immutable",
  "accept-ranges": "bytes",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "same-origin",
});

const matches = (header: string | null, etag: string) =>
  header?.split(",").some((one) => one.trim().replace(/^W\//, "") === etag || one.trim() === "*") ?? false;

const respond = async (request: Request, row: MediaRow, size: LadderSize, { storage }: Place): Promise<Response> => {
  const etag = etagOf(row, size);
  const headers = headersWith(etag);
  if (matches(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  const { mime, total, read } = await openRow(row, size, storage);
  const ifRange = request.headers.get("if-range");
  const range = ifRange && ifRange !== etag ? null : parseRange(request.headers.get("range"), total);
  if (range === "unsatisfiable")
    return refuse(416, `Ask for bytes between 0 and ${total - 1}.`, { "content-range": `bytes */${total}` });
  headers["content-type"] = mime;
  const download = new URL(request.url).searchParams.has("download");
  headers["content-disposition"] = disposition(fileName(row, size, mime), download);
  headers["content-length"] = String(range ? range.end - range.start + 1 : total);
  if (range) headers["content-range"] = `bytes ${range.start}-${range.end}/${total}`;
  const status = range ? 206 : 200;
  if (request.method === "HEAD") return new Response(null, { status, headers });
  return new Response(streamOf(await read(range ?? undefined)), { status, headers });
};

/** The row a request may see: by a signature for this very id and size, or by a session of its team. */
const allowed = async (request: Request, id: string, size: LadderSize, who: Who, place: Place) => {
  const signature = checkSignature(new URL(request.url), id, size);
  if (signature === "expired") return refuse(403, "This link has expired. Ask whoever sent it for a new one.");
  if (signature === "invalid") return refuse(403, "This link was changed or is incomplete. Copy the whole of it.");
  if (signature === "valid") {
    const [row] = await place.db.select().from(media).where(eq(media.id, id));
    return row ?? refuse(404, "The picture was not found.");
  }
  const ctx = await who(request);
  return ctx ? fileOf(ctx, id) : refuse(401, "Sign in to see this picture.");
};

/** A contact sheet, for people of the team alone: /api/media/sheet/<ids>. HEAD draws it without sending it. */
const respondSheet = async (request: Request, text: string, who: Who): Promise<Response> => {
  const ctx = await who(request);
  if (!ctx) return refuse(401, "Sign in to see these pictures.");
  const opened = await openSheet(ctx, text);
  if (!opened) return refuse(404, "A contact sheet's address names 1 to 64 pictures: /api/media/sheet/<id>.<id>…");
  const headers = headersWith(opened.etag);
  if (matches(request.headers.get("if-none-match"), opened.etag)) return new Response(null, { status: 304, headers });
  delete headers["accept-ranges"];
  headers["content-type"] = "image/webp";
  if (request.method === "HEAD") return new Response(null, { headers });
  return new Response(new Uint8Array(await opened.read()), { headers });
};

/**
 * Answers GET and HEAD of /api/media/<id>/<256|1024|2048|full|original>[?download]: 200, 206, 304; 401, 403, 404, 416 with a sentence.
 * `who` reads the session only when there is no signature; `place` serves signed reads, which belong to nobody.
 */
export const serveMedia = async (
  request: Request,
  [id = "", size = "", ...rest]: string[],
  who: Who,
  place: () => Place,
): Promise<Response> => {
  const wanted = sizes.get(size);
  const isSheet = id === "sheet";
  if ((!wanted && !isSheet) || rest.length > 0)
    return refuse(404, "A picture's address is /api/media/<id>/<256, 1024, 2048, full or original>.");
  try {
    if (isSheet || !wanted) return await respondSheet(request, size, who);
    const row = await allowed(request, id, wanted, who, place());
    return row instanceof Response ? row : await respond(request, row, wanted, place());
  } catch (error) {
    if (error instanceof StudioError) return refuse(error.code === "NOT_FOUND" ? 404 : 403, error.message);
    console.error("A picture could not be read", error);
    return refuse(
      500,
      "The picture could not be read. Try again; if it stays so, its file may be missing from the studio's disk.",
    );
  }
};

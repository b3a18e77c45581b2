import { createHash } from "node:crypto";
import { access, mkdir, readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { and, eq, inArray } from "drizzle-orm";
import { sheet, sheetIds } from "@/contract/media-sheet";
import { media } from "@/db/schema";
import type { StudioContext } from "../context";
import { dataPath } from "../env";
import { NotFoundError } from "../errors";
import { type SheetCell, sheetPictures } from "./decoder";
import { isFilm } from "./film";
import type { MediaRow } from "./media-row";
import { isMesh } from "./mesh";
import { ensureThumbnail } from "./thumbnails";

/** A change of how sheets are drawn is a new name. */
const drawn = 1;
/** As many sheets as the disk keeps, about 250 KB each; the longest unread go first. */
const kept = 2000;
const sweepEach = 100;

const held = globalThis as typeof globalThis & {
  backlotSheets?: Map<string, Promise<void>>;
  backlotSheetsMade?: number;
};
const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

const rowsOf = async ({ db, teamId }: StudioContext, ids: readonly string[]): Promise<Map<string, MediaRow>> => {
  const asked = [...new Set(ids.filter(Boolean))];
  const rows =
    asked.length === 0
      ? []
      : await db
          .select()
          .from(media)
          .where(and(eq(media.teamId, teamId), inArray(media.id, asked)));
  // One of another team: none of the sheet, and no word which.
  if (rows.length !== asked.length) throw new NotFoundError("One of the pictures");
  return new Map(rows.map((row) => [row.id, row]));
};

const folder = () => dataPath("thumbs", "sheets");

const draw = async (ctx: StudioContext, rows: readonly (MediaRow | undefined)[], out: string): Promise<void> => {
  const cells: SheetCell[] = [];
  for (const [at, row] of rows.entries())
    if (row && !isFilm(row) && !isMesh(row)) {
      // A picture whose file was lost leaves its cell empty, not the other 63.
      const path = await ensureThumbnail(row, 256, ctx.storage).catch(() => undefined);
      if (path) cells.push({ at, path });
    }
  await mkdir(path.dirname(out), { recursive: true });
  const made = await sheetPictures({ sheet: cells, count: rows.length, columns: sheet.columns, cell: sheet.cell, out });
  if ("refused" in made) throw new Error(`A contact sheet could not be drawn (${made.refused})`);
  held.backlotSheetsMade = (held.backlotSheetsMade ?? 0) + 1;
  if (held.backlotSheetsMade % sweepEach === 0) await sweep();
};

const sweep = async (): Promise<void> => {
  const names = await readdir(folder());
  if (names.length <= kept) return;
  const ages = await Promise.all(
    names.map(async (name) => ({
      name,
      at: await stat(path.join(folder(), name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    })),
  );
  for (const { name } of ages.sort((a, b) => a.at - b.at).slice(0, names.length - kept))
    await rm(path.join(folder(), name), { force: true });
};

/**
 * The bytes of a contact sheet of the team's pictures, drawn from their thumbnails when first asked and kept by what they
 * show. `text` is the last part of its address. Undefined: no such address; NotFoundError: a picture is not the team's.
 */
export async function openSheet(
  ctx: StudioContext,
  text: string,
): Promise<{ etag: string; read: () => Promise<Buffer> } | undefined> {
  const ids = sheetIds(text);
  if (!ids) return undefined;
  const byId = await rowsOf(ctx, ids);
  const rows = ids.map((id) => byId.get(id));
  const name = createHash("sha256")
    .update(`${drawn}\n${rows.map((row) => row?.sha256 ?? "").join("\n")}`)
    .digest("hex");
  const out = path.join(folder(), `${name}.webp`);
  if (await exists(out)) await utimes(out, new Date(), new Date()).catch(() => {});
  else {
    // Many askers share one drawing.
    held.backlotSheets ??= new Map();
    const running = held.backlotSheets;
    const mine = running.get(name) ?? draw(ctx, rows, out).finally(() => running.delete(name));
    running.set(name, mine);
    await mine;
  }
  return { etag: `"${name}"`, read: () => readFile(out) };
}

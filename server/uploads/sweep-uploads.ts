import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { lt, sql } from "drizzle-orm";
import { uploads } from "@/db/schema";
import type { StudioContext } from "../context";
import { dataPath } from "../env";

const day = 24 * 60 * 60 * 1000;

const removeOlder = async (folder: string, milliseconds: number): Promise<number> => {
  const names = await readdir(folder).catch(() => []);
  let removed = 0;
  for (const name of names) {
    const file = path.join(/*turbopackIgnore: true*/ folder, name);
    const found = await stat(file).catch(() => null);
    if (!found?.isFile() || Date.now() - found.mtimeMs < milliseconds) continue;
    await rm(file, { force: true });
    removed++;
  }
  return removed;
};

/** Forget what nobody finished: half-done files and upload rows after 7 days, temporary files after one. Answers the counts. */
export async function sweepUploads(db: StudioContext["db"]): Promise<{ files: number; rows: number }> {
  const old = await db
    .delete(uploads)
    .where(lt(uploads.updatedAt, sql`now() - interval '7 days'`))
    .returning({ key: uploads.key });
  const files = (await removeOlder(dataPath("uploads"), 7 * day)) + (await removeOlder(dataPath("tmp"), day));
  return { files, rows: old.length };
}

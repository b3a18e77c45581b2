import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { type Evidence, evidenceOf, type Hashed, hashed, worthTelling } from "@/contract/profile/alike";
import { packageImages } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { packageOrThrow } from "./access";

export const AlikeImages = z.object({ packageId: idOf("package") });

// Hashes of a picture never change, so neither does what two of them say. Next loads a module more than once.
const held = globalThis as typeof globalThis & {
  backlotAlike?: Map<string, Evidence | null>;
  /** Whole answers of large packages, by what was compared; the oldest go first. */
  backlotAlikeLists?: Map<string, Evidence[]>;
};
const mostLists = 20;
const most = 50_000;
/** Comparing windows with windows is slow; a tray of hundreds is compared whole against windows only. */
const windowsUpTo = 150;
const sliceMs = 8;

/** Pairs of a package's pictures whose hashes are near, for `duplicatesOf` to judge. Computed in slices, then remembered. */
export async function alikeImages(ctx: StudioContext, input: z.input<typeof AlikeImages>): Promise<Evidence[]> {
  requireMay(ctx, "see the studio");
  const { packageId } = AlikeImages.parse(input);
  await packageOrThrow(ctx, packageId);
  const rows = await ctx.db
    .select({
      id: packageImages.id,
      phash: packageImages.phash,
      mirror: sql<string | null>`${packageImages.checks}->>'mirror'`,
      windows: sql<string | null>`${packageImages.checks}->>'windows'`,
    })
    .from(packageImages)
    .where(
      and(
        eq(packageImages.teamId, ctx.teamId),
        eq(packageImages.packageId, packageId),
        isNotNull(packageImages.phash),
        isNull(packageImages.removedAt),
      ),
    )
    .orderBy(packageImages.id);
  return compareAll(
    rows.map(({ id, phash, mirror, windows }) => ({
      ...{ id, phash: phash ?? "" },
      ...(mirror ? { mirror } : {}),
      ...(windows ? { windows } : {}),
    })),
  );
}

type Row = { id: string; phash: string; mirror?: string; windows?: string };

/** A large package asks again with every verdict: its hundred thousand pairs are compared once. */
const compareAll = async (rows: readonly Row[]): Promise<Evidence[]> => {
  if (rows.length <= windowsUpTo) return comparePairs(rows);
  held.backlotAlikeLists ??= new Map();
  const lists = held.backlotAlikeLists;
  const hash = createHash("sha256");
  for (const { id, phash, mirror = "", windows = "" } of rows) hash.update(`${id} ${phash} ${mirror} ${windows}\n`);
  const key = hash.digest("base64");
  const known = lists.get(key);
  if (known) return known;
  const found = await comparePairs(rows);
  const [oldest] = lists.keys();
  if (lists.size >= mostLists && oldest !== undefined) lists.delete(oldest);
  lists.set(key, found);
  return found;
};

const comparePairs = async (rows: readonly Row[]): Promise<Evidence[]> => {
  held.backlotAlike ??= new Map();
  const known = held.backlotAlike;
  const deep = rows.length <= windowsUpTo;
  const parsed = new Map<string, Hashed>();
  const parse = (row: Row) => {
    const done = parsed.get(row.id) ?? hashed(row);
    parsed.set(row.id, done);
    return done;
  };
  const found: Evidence[] = [];
  let slice = performance.now();
  for (const [at, a] of rows.entries())
    for (const b of rows.slice(at + 1)) {
      const key = `${a.id} ${b.id}`;
      let evidence = known.get(key);
      if (evidence === undefined) {
        const told = evidenceOf(parse(a), parse(b), { deep });
        evidence = worthTelling(told) ? told : null;
        if (deep) remember(known, key, evidence);
        if (performance.now() - slice > sliceMs) {
          await setImmediate();
          slice = performance.now();
        }
      }
      if (evidence) found.push(evidence);
    }
  return found;
};

const remember = (known: Map<string, Evidence | null>, key: string, evidence: Evidence | null): void => {
  if (known.size >= most) known.clear();
  known.set(key, evidence);
};

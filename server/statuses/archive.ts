import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { omittedCode } from "@/contract/status-set";
import { activity, frames, shots, tasks } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { BadInputError, ConflictError } from "@/server/errors";
import { changeStatuses, statusOrThrow } from "./edit";
import { StatusCode } from "./shape";

const carriers = { frames, shots, tasks } as const;
type Carrier = keyof typeof carriers;
const carrierNames = Object.keys(carriers) as Carrier[];
type Moved = Record<Carrier, string[]>;

const carry = ({ teamId }: StudioContext, name: Carrier, code: string) =>
  and(eq(carriers[name].teamId, teamId), eq(carriers[name].status, code));

/** How many frames, shots and tasks stand at each status. */
export async function statusUse(ctx: StudioContext) {
  requireMay(ctx, "change statuses");
  const counted = await Promise.all(
    carrierNames.map(async (name) => {
      const table = carriers[name];
      const rows = await ctx.db
        .select({ code: sql<string>`${table.status}`, n: sql<number>`count(*)::int` })
        .from(table)
        .where(eq(table.teamId, ctx.teamId))
        .groupBy(table.status);
      return rows.map((row) => ({ ...row, name }));
    }),
  );
  const use: Record<string, Record<Carrier, number>> = {};
  for (const { code, n, name } of counted.flat()) {
    use[code] ??= { frames: 0, shots: 0, tasks: 0 };
    use[code][name] = n;
  }
  return use;
}

const move = async (ctx: StudioContext, name: Carrier, from: string, to: string, only?: readonly string[]) => {
  const table = carriers[name];
  const moved: string[] = [];
  // In slices: a list of ids is one parameter each.
  const slices = only
    ? Array.from({ length: Math.ceil(only.length / 5000) }, (_, n) => only.slice(n * 5000, n * 5000 + 5000))
    : [undefined];
  for (const ids of slices) {
    const rows = await ctx.db
      .update(table)
      .set({ status: to, revision: sql`${table.revision} + 1` } as never)
      .where(and(carry(ctx, name, from), ids ? inArray(table.id, [...ids]) : undefined))
      .returning({ id: table.id });
    moved.push(...rows.map(({ id }) => id));
  }
  return moved;
};

export const ArchiveStatus = z.object({
  code: StatusCode,
  /** What rows that carry it get instead; needed when there are any. */
  replacement: StatusCode.optional(),
});
export type ArchiveStatus = z.input<typeof ArchiveStatus>;

const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;

/** Take a status out of use. Rows that carry it get the replacement, and come back with `restoreStatus`. */
export async function archiveStatus(ctx: StudioContext, input: ArchiveStatus) {
  requireMay(ctx, "change statuses");
  const { code, replacement } = ArchiveStatus.parse(input);
  return changeStatuses(ctx, async (rows, ctx) => {
    const row = statusOrThrow(rows, code);
    if (row.archived) throw new ConflictError(`“${row.name}” is archived already.`);
    if (code === omittedCode)
      throw new BadInputError(
        "Omitted work is left out of every count: this status stays. Rename it if you like.",
        "code",
      );
    if (row.isDefault)
      throw new BadInputError(`New work begins with “${row.name}”. Make another one the default first.`, "code");
    if (replacement !== undefined && (replacement === code || statusOrThrow(rows, replacement).archived))
      throw new BadInputError("Choose another status that is in use as the replacement.", "replacement");
    const moved: Moved = { frames: [], shots: [], tasks: [] };
    for (const name of carrierNames) {
      if (replacement) moved[name] = await move(ctx, name, code, replacement);
      else moved[name] = Array.from({ length: await ctx.db.$count(carriers[name], carry(ctx, name, code)) }, () => "");
    }
    const counts = { frames: moved.frames.length, shots: moved.shots.length, tasks: moved.tasks.length };
    if (!replacement && counts.frames + counts.shots + counts.tasks > 0)
      throw new ConflictError(
        `${plural(counts.frames, "frame")}, ${plural(counts.shots, "shot")} and ${plural(counts.tasks, "task")} stand at “${row.name}”. Say which status they get instead.`,
        "replacement",
      );
    return {
      rows: rows.map((it) => (it.code === code ? { ...it, archived: true } : it)),
      ...{ verb: `archived the status “${row.name}”`, code },
      data: { replacement: replacement ?? null, moved },
      answer: { code, counts },
    };
  });
}

export const RestoreStatus = z.object({ code: StatusCode });

/** Bring an archived status back, and to it all rows it left that still stand at its replacement. */
export async function restoreStatus(ctx: StudioContext, input: z.input<typeof RestoreStatus>) {
  requireMay(ctx, "change statuses");
  const { code } = RestoreStatus.parse(input);
  return changeStatuses(ctx, async (rows, ctx) => {
    const row = statusOrThrow(rows, code);
    if (!row.archived) throw new ConflictError(`“${row.name}” is in use.`);
    const [deed] = await ctx.db
      .select({ data: activity.data })
      .from(activity)
      .where(
        and(
          eq(activity.teamId, ctx.teamId),
          eq(activity.subject, "status"),
          eq(activity.subjectId, code),
          sql`${activity.data} ? 'moved'`,
        ),
      )
      .orderBy(desc(activity.id))
      .limit(1);
    const { replacement, moved } = (deed?.data ?? {}) as { replacement?: string | null; moved?: Moved };
    let back = 0;
    if (replacement && moved)
      for (const name of carrierNames) back += (await move(ctx, name, replacement, code, moved[name])).length;
    return {
      rows: rows.map((it) => (it.code === code ? { ...it, archived: false } : it)),
      ...{ verb: `brought back the status “${row.name}”`, code, answer: { code, back } },
    };
  });
}

import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { code, longText } from "@/contract/names";
import { sequences, shots } from "@/db/schema";
import { orConflict } from "@/server/conflicts";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError } from "@/server/errors";
import { projectOrThrow } from "@/server/projects/access";

export const CreateShots = z.object({
  projectId: idOf("project"),
  sequence: code("The sequence code").default("SQ010"),
  /** One code (`SH0010`) or a range in steps of ten (`SH0010-SH0050`). Empty: the next free one. */
  shots: z.string().max(60).default(""),
  description: longText("The description", 2000).default(""),
  durationFrames: z.number().int().min(1, { error: "A shot lasts at least one frame" }).max(100_000).default(48),
});
export type CreateShots = z.input<typeof CreateShots>;

const rangePattern = /^([A-Z_]*?)(\d{1,6})\s*[-–]\s*([A-Z_]*?)(\d{1,6})$/;

/** `SH0010-SH0030` → SH0010, SH0020, SH0030. A single code stands for itself. Refuses a range that runs backwards or beyond 200 shots. */
export const expandCodes = (text: string): string[] => {
  const range = rangePattern.exec(text.trim().toUpperCase());
  if (!range) return [code("The shot code").parse(text)];
  const [, prefix = "", from = "", second, to = ""] = range;
  const [first, last] = [Number(from), Number(to)];
  if (last < first)
    throw new BadInputError(
      `The range ${text} runs backwards: write the smaller number first, like SH0010-SH0050`,
      "shots",
    );
  if (second && second !== prefix)
    throw new BadInputError(
      `The range ${text} mixes two kinds of code: write both ends alike, like SH0010-SH0050`,
      "shots",
    );
  const step = first % 10 === 0 && last % 10 === 0 ? 10 : 1;
  const count = Math.floor((last - first) / step) + 1;
  if (count > 200) throw new BadInputError(`The range ${text} makes ${count} shots; make at most 200 at once`, "shots");
  return Array.from({ length: count }, (_, n) => `${prefix}${String(first + n * step).padStart(from.length, "0")}`);
};

/** Shots at the end of a sequence, which is made when it is new. All of them, or none if a code is taken. */
export async function createShots(ctx: StudioContext, input: CreateShots) {
  requireMay(ctx, "edit shots");
  const { projectId, sequence, shots: wanted, description, durationFrames } = CreateShots.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    const sequenceId = await sequenceFor(ctx, projectId, sequence);
    const numbers = wanted.trim() ? expandCodes(wanted) : [await nextCode(ctx, sequenceId)];
    const [last] = await ctx.db
      .select({ position: sql<number>`coalesce(max(${shots.position}), 0)::int` })
      .from(shots)
      .where(and(eq(shots.teamId, ctx.teamId), eq(shots.projectId, projectId)));
    const createdBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
    const rows = numbers.map((number, n) => ({
      id: newId("shot"),
      ...{ teamId: ctx.teamId, projectId, sequenceId, description, durationFrames, createdBy },
      code: number.startsWith(`${sequence}_`) ? number : `${sequence}_${number}`,
      position: (last?.position ?? 0) + n + 1,
    }));
    await orConflict(ctx.db.insert(shots).values(rows), {
      shots_project_code: [
        "A shot of this project has one of these codes already. None was made: choose codes that are free",
        "shots",
      ],
    });
    for (const row of rows)
      await record(ctx, { verb: "created the shot", topic: "shot", id: row.id, projectId, data: { code: row.code } });
    return rows.map(({ id, code }) => ({ id, code }));
  });
}

const sequenceFor = async (ctx: StudioContext, projectId: string, codeText: string): Promise<string> => {
  const id = newId("sequence");
  const position = sql`(select coalesce(max(position), 0) + 1 from ${sequences} where project_id = ${projectId})`;
  await ctx.db
    .insert(sequences)
    .values({ id, teamId: ctx.teamId, projectId, code: codeText, position })
    .onConflictDoNothing();
  const [row] = await ctx.db
    .select({ id: sequences.id })
    .from(sequences)
    .where(and(eq(sequences.projectId, projectId), eq(sequences.code, codeText)));
  return row?.id ?? id;
};

const nextCode = async (ctx: StudioContext, sequenceId: string): Promise<string> => {
  const rows = await ctx.db.select({ code: shots.code }).from(shots).where(eq(shots.sequenceId, sequenceId));
  const highest = Math.max(0, ...rows.map((row) => Number(/(\d+)$/.exec(row.code)?.[1] ?? 0)));
  return `SH${String(Math.floor(highest / 10) * 10 + 10).padStart(4, "0")}`;
};

import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { code, longText } from "@/contract/names";
import { expandCodes, fullCode, mostAtOnce, nextCode } from "@/contract/script/codes";
import { longest } from "@/contract/script/fields";
import { shots } from "@/db/schema";
import { orConflict } from "@/server/conflicts";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, ConflictError } from "@/server/errors";
import { isOneOf } from "@/server/is-one-of";
import { projectOrThrow } from "@/server/projects/access";
import { recordShots } from "./record-shots";
import { sequenceFor } from "./sequence-for";

const frames = z.number().int().min(1, { error: "A shot lasts at least one frame" }).max(100_000);
const short = (what: string, field: "scene" | "size" | "angle" | "move" | "lens") =>
  longText(what, longest[field]).optional();

export const CreateShots = z.object({
  projectId: idOf("project"),
  sequence: code("The sequence code").default("SQ010"),
  /** One code (`SH0010`), a range (`SH0010-SH0050`) or a list of both. Empty: the next free one. */
  shots: z.string().max(40_000).default(""),
  /** Between the codes of a range; left out, ten where both ends are round, else one. */
  step: z.number().int().min(1).max(10_000).optional(),
  description: longText("The description", longest.description).default(""),
  durationFrames: frames.default(48),
  /** What single shots say of themselves, by the code as it was given. */
  details: z
    .array(
      z.object({
        code: z.string().max(60),
        scene: short("The scene", "scene"),
        description: longText("The description", longest.description).optional(),
        durationFrames: frames.optional(),
        size: short("The size", "size"),
        angle: short("The angle", "angle"),
        move: short("The move", "move"),
        lens: short("The lens", "lens"),
      }),
    )
    .max(mostAtOnce)
    .default([]),
});
export type CreateShots = z.input<typeof CreateShots>;

/** Shots at the end of a sequence, which is made when it is new. All of them, or none if a code is taken. */
export async function createShots(ctx: StudioContext, input: CreateShots) {
  requireMay(ctx, "edit shots");
  const { projectId, sequence, shots: wanted, step, description, durationFrames, details } = CreateShots.parse(input);
  const expanded = expandCodes(wanted, step);
  if ("problem" in expanded) throw new BadInputError(expanded.problem, "shots");
  const byCode = new Map(details.map(({ code, ...values }) => [code.trim().toUpperCase(), values]));
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    const sequenceId = await sequenceFor(ctx, projectId, sequence);
    const numbers = expanded.codes.length > 0 ? expanded.codes : [await freeCode(ctx, sequenceId)];
    const [last] = await ctx.db
      .select({ position: sql<number>`coalesce(max(${shots.position}), 0)::int` })
      .from(shots)
      .where(and(eq(shots.teamId, ctx.teamId), eq(shots.projectId, projectId)));
    const createdBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
    const rows = numbers.map((number, n) => ({
      id: newId("shot"),
      ...{ teamId: ctx.teamId, projectId, sequenceId, description, durationFrames, createdBy },
      ...byCode.get(number),
      code: fullCode(sequence, number),
      position: (last?.position ?? 0) + n + 1,
    }));
    await refuseTaken(
      ctx,
      projectId,
      rows.map((row) => row.code),
    );
    await orConflict(ctx.db.insert(shots).values(rows), {
      shots_project_code: [
        "Somebody took one of these codes just now. None was made: choose codes that are free",
        "shots",
      ],
    });
    await recordShots(
      ctx,
      projectId,
      rows.map(({ id, code }) => ({ id, verb: "created the shot", data: { code } })),
    );
    return rows.map(({ id, code }) => ({ id, code }));
  });
}

async function refuseTaken(ctx: StudioContext, projectId: string, codes: string[]): Promise<void> {
  const long = codes.find((text) => text.length > 40);
  if (long) throw new BadInputError(`${long} is longer than 40 characters: shorten it`, "shots");
  const taken = await ctx.db
    .select({ code: shots.code, archivedAt: shots.archivedAt })
    .from(shots)
    .where(and(eq(shots.projectId, projectId), eq(shots.teamId, ctx.teamId), isOneOf(shots.code, codes)));
  if (taken.length === 0) return;
  const names = taken.slice(0, 5).map(({ code, archivedAt }) => (archivedAt ? `${code} (archived)` : code));
  const more = taken.length > 5 ? ` and ${taken.length - 5} more` : "";
  throw new ConflictError(
    `${names.join(", ")}${more} ${taken.length === 1 ? "exists" : "exist"} already. None was made: choose codes that are free`,
    "shots",
  );
}

const freeCode = async (ctx: StudioContext, sequenceId: string): Promise<string> => {
  const rows = await ctx.db.select({ code: shots.code }).from(shots).where(eq(shots.sequenceId, sequenceId));
  return nextCode(rows.map((row) => row.code));
};

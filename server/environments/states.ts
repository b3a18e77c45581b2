import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { lightPresets, timesOfDay } from "@/contract/environment/light";
import { lightFields } from "@/contract/environment/light-input";
import { idOf, newId } from "@/contract/ids";
import { displayName, longText } from "@/contract/names";
import { environmentImages, environmentStates } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, ConflictError } from "@/server/errors";
import { environmentOrThrow, stateOrThrow } from "./access";

const most = 24;
const stateName = displayName("The state's name", 60);
const light = {
  azimuth: lightFields.azimuth.optional(),
  elevation: lightFields.elevation.optional(),
  colour: lightFields.colour.optional(),
  intensity: lightFields.intensity.optional(),
  flicker: lightFields.flicker.optional(),
};

export const AddState = z.object({
  environmentId: idOf("environment"),
  /** Left out: the time of day's own word. */
  name: stateName.optional(),
  timeOfDay: z.enum(timesOfDay).default("other"),
  ...light,
});

/** A time or condition of a place. Its light begins as the time of day's preset; what is given stands over it. */
export async function addState(ctx: StudioContext, input: z.input<typeof AddState>) {
  requireMay(ctx, "edit characters and environments");
  const { environmentId, name, timeOfDay, ...given } = AddState.parse(input);
  const preset = timeOfDay === "other" ? null : lightPresets[timeOfDay];
  const { name: presetName = "State", ...presetLight } = preset ?? {};
  return withTransaction(ctx, async (ctx) => {
    const { projectId } = await environmentOrThrow(ctx, environmentId);
    const called = name ?? presetName;
    await requireFreeName(ctx, environmentId, called);
    const all = await ctx.db.$count(
      environmentStates,
      and(eq(environmentStates.environmentId, environmentId), isNull(environmentStates.removedAt)),
    );
    if (all >= most)
      throw new BadInputError(`A place has at most ${most} states. Remove one, or make a second environment.`);
    const id = newId("environmentState");
    const position = sql`(select coalesce(max(position), 0) + 1 from ${environmentStates} where environment_id = ${environmentId})`;
    const { flicker, ...rest } = { ...presetLight, ...definedOf(given) };
    await ctx.db.insert(environmentStates).values({
      ...{ id, teamId: ctx.teamId, environmentId, name: called, timeOfDay, position },
      ...rest,
      flicker: flicker ? [...flicker] : [],
    });
    // Plates that already carry the word find their state.
    await ctx.db
      .update(environmentImages)
      .set({ stateId: id, state: called })
      .where(
        and(
          eq(environmentImages.environmentId, environmentId),
          eq(environmentImages.teamId, ctx.teamId),
          isNull(environmentImages.stateId),
          sql`lower(${environmentImages.state}) = lower(${called})`,
        ),
      );
    const data = { state: called };
    await record(ctx, { verb: "added a state to", topic: "environment", id: environmentId, projectId, data });
    return { id, name: called };
  });
}

export const UpdateState = z.object({
  stateId: idOf("environmentState"),
  name: stateName.optional(),
  timeOfDay: z.enum(timesOfDay).optional(),
  ...light,
  /** Words for prompts; empty: made from the light. */
  phrase: longText("The prompt phrase", 400).optional(),
  /** True takes the state out, false brings it back with everything it had. */
  removed: z.boolean().optional(),
});
export type UpdateState = z.input<typeof UpdateState>;

/** Change what is named. Pictures keep their state when it is taken out and find it again when it comes back. */
export async function updateState(ctx: StudioContext, input: UpdateState) {
  requireMay(ctx, "edit characters and environments");
  const { stateId, removed, ...values } = UpdateState.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const before = await stateOrThrow(ctx, stateId);
    const { projectId } = await environmentOrThrow(ctx, before.environmentId);
    const called = values.name ?? before.name;
    const comesBack = removed === false && before.removedAt !== null;
    if (called !== before.name || comesBack) await requireFreeName(ctx, before.environmentId, called, stateId);
    await ctx.db
      .update(environmentStates)
      .set({
        ...definedOf(values),
        ...(removed === undefined ? {} : { removedAt: removed ? sql`now()` : null }),
        updatedAt: sql`now()`,
        revision: sql`${environmentStates.revision} + 1`,
      })
      .where(and(eq(environmentStates.id, stateId), eq(environmentStates.teamId, ctx.teamId)));
    // Pictures carry the word beside the id.
    if (called !== before.name)
      await ctx.db
        .update(environmentImages)
        .set({ state: called })
        .where(and(eq(environmentImages.stateId, stateId), eq(environmentImages.teamId, ctx.teamId)));
    await record(ctx, {
      verb: verbOf(removed, values),
      topic: "environment",
      id: before.environmentId,
      projectId,
      data: { state: called, ...definedOf(values) },
    });
    return { id: stateId, environmentId: before.environmentId };
  });
}

export const OrderStates = z.object({
  environmentId: idOf("environment"),
  stateIds: z.array(idOf("environmentState")).min(1).max(most),
});

/** Put the states in this order. All of them must be named: a list that misses one was drawn before it came. */
export async function orderStates(ctx: StudioContext, input: z.input<typeof OrderStates>) {
  requireMay(ctx, "edit characters and environments");
  const { environmentId, stateIds } = OrderStates.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { projectId } = await environmentOrThrow(ctx, environmentId);
    const mine = and(eq(environmentStates.environmentId, environmentId), isNull(environmentStates.removedAt));
    const before = await ctx.db
      .select({ id: environmentStates.id })
      .from(environmentStates)
      .where(and(mine, eq(environmentStates.teamId, ctx.teamId)))
      .orderBy(asc(environmentStates.position))
      .for("update");
    const wanted = new Set(stateIds);
    if (wanted.size !== before.length || !before.every(({ id }) => wanted.has(id)))
      throw new ConflictError("The states changed while you ordered them. Look again, then order them once more.");
    const places = sql.join(
      stateIds.map((id, n) => sql`when ${id} then ${n + 1}::int`),
      sql` `,
    );
    await ctx.db
      .update(environmentStates)
      .set({ position: sql`case ${environmentStates.id} ${places} end` })
      .where(inArray(environmentStates.id, stateIds));
    await record(ctx, { verb: "ordered the states of", topic: "environment", id: environmentId, projectId });
    return { before: before.map(({ id }) => id) };
  });
}

/** One word for what happened to a state, as the history tells it. */
const verbOf = (removed: boolean | undefined, values: object): string => {
  if (removed === true) return "removed a state of";
  if (removed === false) return "brought back a state of";
  return "azimuth" in values || "elevation" in values || "colour" in values || "intensity" in values
    ? "changed the light of"
    : "changed a state of";
};

const definedOf = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

/** Two states of one name could not be told apart on a plate. */
const requireFreeName = async (ctx: StudioContext, environmentId: string, name: string, except = "") => {
  const [taken] = await ctx.db
    .select({ id: environmentStates.id })
    .from(environmentStates)
    .where(
      and(
        eq(environmentStates.environmentId, environmentId),
        eq(environmentStates.teamId, ctx.teamId),
        isNull(environmentStates.removedAt),
        sql`lower(${environmentStates.name}) = lower(${name}) and ${environmentStates.id} <> ${except}`,
      ),
    );
  if (taken)
    throw new ConflictError(`This place has a state called ${name} already. Give this one another name.`, "name");
};

import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { displayName } from "@/contract/names";
import { findPass } from "@/contract/passes/catalogue";
import type { AnyPass } from "@/contract/passes/define";
import { type FieldKind, formFields } from "@/contract/passes/fields";
import { type Params, parseParams } from "@/contract/passes/params";
import { passPresets, users } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, ConflictError, NotFoundError } from "@/server/errors";
import { projectOrThrow } from "@/server/projects/access";

export const ListPresets = z.object({ projectId: idOf("project"), pass: z.string().max(60).optional() });

/** What a project keeps for forms: settings by name (the built-in ones are in the contract), archived ones apart, and its negative. */
export async function listPresets(ctx: StudioContext, input: z.input<typeof ListPresets>) {
  requireMay(ctx, "see the studio");
  const { projectId, pass } = ListPresets.parse(input);
  const { defaultNegative } = await projectOrThrow(ctx, projectId);
  const mine = and(
    eq(passPresets.teamId, ctx.teamId),
    eq(passPresets.projectId, projectId),
    pass === undefined ? undefined : eq(passPresets.pass, pass),
  );
  const shown = {
    ...{ id: passPresets.id, pass: passPresets.pass, passVersion: passPresets.passVersion, name: passPresets.name },
    ...{ params: passPresets.params, updatedAt: passPresets.updatedAt, author: users.name },
  };
  const of = (archived: boolean) =>
    ctx.db
      .select(shown)
      .from(passPresets)
      .leftJoin(users, eq(users.id, passPresets.createdBy))
      .where(and(mine, archived ? isNotNull(passPresets.archivedAt) : isNull(passPresets.archivedAt)))
      .orderBy(asc(sql`lower(${passPresets.name})`), asc(passPresets.id));
  const [presets, archived] = await Promise.all([of(false), of(true)]);
  return { presets, archived, negative: defaultNegative };
}

const most = 200;
const name = displayName("The preset's name", 60);
const params = z.record(z.string(), z.unknown());

export const CreatePreset = z.object({ projectId: idOf("project"), pass: z.string().max(60), name, params });

/** Keep settings of a pass under a name. Drawn boxes and seeds go along as they are. ConflictError when the name is taken. */
export async function createPreset(ctx: StudioContext, input: z.input<typeof CreatePreset>) {
  requireMay(ctx, "queue passes");
  const { projectId, pass: passId, name, params } = CreatePreset.parse(input);
  const pass = findPass(passId);
  if (!pass) throw new BadInputError(`There is no pass called “${passId}”`, "pass");
  const kept = checked(pass, params);
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    const mine = and(eq(passPresets.projectId, projectId), isNull(passPresets.archivedAt));
    if ((await ctx.db.$count(passPresets, mine)) >= most)
      throw new BadInputError(`A project keeps at most ${most} presets: archive some first`, "name");
    const id = newId("preset");
    const createdBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
    const row = { id, teamId: ctx.teamId, projectId, pass: passId, passVersion: pass.version, name, params: kept };
    const made = await ctx.db
      .insert(passPresets)
      .values({ ...row, createdBy })
      .onConflictDoNothing()
      .returning({ id: passPresets.id });
    if (made.length === 0) throw taken(name, pass);
    await touched(ctx, projectId, "kept a preset", { name, pass: passId });
    return { id };
  });
}

export const UpdatePreset = z.object({ presetId: idOf("preset"), name: name.optional(), params: params.optional() });

/** Rename a preset or give it the settings of now. What was queued with it stays as it was. Answers how it was, for the undo. */
export async function updatePreset(ctx: StudioContext, input: z.input<typeof UpdatePreset>) {
  requireMay(ctx, "queue passes");
  const { presetId, name, params } = UpdatePreset.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const row = await presetOrThrow(ctx, presetId);
    const pass = findPass(row.pass);
    if (params && !pass) throw new BadInputError(`There is no pass called “${row.pass}” any more`, "pass");
    if (name !== undefined) await requireFree(ctx, row, name, pass);
    await ctx.db
      .update(passPresets)
      .set({
        ...(name === undefined ? {} : { name }),
        ...(params && pass ? { params: checked(pass, params), passVersion: pass.version } : {}),
        updatedAt: sql`now()`,
        revision: sql`${passPresets.revision} + 1`,
      })
      .where(eq(passPresets.id, presetId));
    await touched(ctx, row.projectId, "changed a preset", { name: name ?? row.name, pass: row.pass });
    return { id: presetId, before: { name: row.name, params: row.params } };
  });
}

export const ArchivePreset = z.object({ presetId: idOf("preset"), archived: z.boolean().default(true) });

/** Put a preset away, or bring it back. ConflictError when its name was given to another one meanwhile. */
export async function archivePreset(ctx: StudioContext, input: z.input<typeof ArchivePreset>) {
  requireMay(ctx, "queue passes");
  const { presetId, archived } = ArchivePreset.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const row = await presetOrThrow(ctx, presetId);
    if (!archived && row.archivedAt !== null) await requireFree(ctx, row, row.name, findPass(row.pass));
    await ctx.db
      .update(passPresets)
      .set({ archivedAt: archived ? sql`now()` : null, updatedAt: sql`now()` })
      .where(eq(passPresets.id, presetId));
    await touched(ctx, row.projectId, archived ? "archived a preset" : "brought back a preset", { name: row.name });
    return { id: presetId };
  });
}

/** Every value that is there must be one the pass takes; nothing is filled in, so that a later default can change. */
const checked = (pass: AnyPass, given: Params): Params => {
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(pass.params.shape, key));
  if (unknown !== undefined) throw new BadInputError(`${pass.title} has no parameter “${unknown}”`, unknown);
  const parsed = parseParams(pass, given);
  if ("problems" in parsed) throw new BadInputError(parsed.problems.join(". "), "params");
  const drawn = new Set(formFields(pass).flatMap(({ name, kind }) => (drawnKinds.has(kind) ? [name] : [])));
  // What is drawn belongs to one picture and means nothing on the next.
  return Object.fromEntries(Object.entries(given).filter(([key]) => !drawn.has(key)));
};

const drawnKinds: ReadonlySet<FieldKind> = new Set(["box", "face-box", "eye-line", "marks"]);

type Row = typeof passPresets.$inferSelect;

const requireFree = async (ctx: StudioContext, row: Row, name: string, pass: AnyPass | undefined): Promise<void> => {
  const others = await ctx.db
    .select({ id: passPresets.id })
    .from(passPresets)
    .where(
      and(
        eq(passPresets.projectId, row.projectId),
        eq(passPresets.pass, row.pass),
        isNull(passPresets.archivedAt),
        sql`lower(${passPresets.name}) = lower(${name})`,
      ),
    );
  if (others.some(({ id }) => id !== row.id)) throw taken(name, pass);
};

const taken = (name: string, pass: AnyPass | undefined) =>
  new ConflictError(
    `${pass?.title ?? "This pass"} has a preset called “${name}” already: choose another name.`,
    "name",
  );

const presetOrThrow = async (ctx: StudioContext, presetId: string): Promise<Row> => {
  const [row] = await ctx.db
    .select()
    .from(passPresets)
    .where(and(eq(passPresets.id, presetId), eq(passPresets.teamId, ctx.teamId)))
    .for("update");
  if (!row) throw new NotFoundError("The preset");
  return row;
};

/** A preset belongs to its project: its open pages fetch the list anew. */
const touched = (ctx: StudioContext, projectId: string, verb: string, data: Record<string, unknown>) =>
  record(ctx, { verb, topic: "project", id: projectId, projectId, data });

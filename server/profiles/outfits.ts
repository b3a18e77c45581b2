import { and, asc, count, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { displayName, longText } from "@/contract/names";
import { loraNamePattern } from "@/contract/prompt/lora-name";
import { packages } from "@/db/schema";
import { characterOrThrow, refuseLocked } from "@/server/characters/access";
import { orConflict } from "@/server/conflicts";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, ConflictError, PreconditionError } from "@/server/errors";
import { type PackageRow, packageOrThrow, touched } from "./access";

export const CreatePackage = z.object({ characterId: idOf("character"), name: displayName("The outfit's name") });

/** A package for another outfit of a character, after its others. */
export async function createPackage(ctx: StudioContext, input: z.input<typeof CreatePackage>) {
  requireMay(ctx, "edit characters and environments");
  const { characterId, name } = CreatePackage.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const character = await characterOrThrow(ctx, characterId, { lock: true });
    refuseLocked(character);
    const { projectId } = character;
    const row = { id: newId("package"), teamId: ctx.teamId, projectId, characterId, name };
    const position = sql`(select coalesce(max(position), 0) + 1 from packages where character_id = ${characterId})`;
    const [made] = await ctx.db
      .insert(packages)
      .values({ ...row, position })
      .returning();
    if (made) await touched(ctx, made, "added an outfit", { name });
    return { id: row.id };
  });
}

const fields = {
  name: displayName("The outfit's name"),
  description: longText("The description", 2000),
  hair: longText("The hair", 300),
  props: z.array(displayName("A prop")).max(30),
  loraName: z
    .string()
    .trim()
    .max(120)
    .regex(loraNamePattern, {
      error: "A LoRA's name holds only letters, digits, _ and -, like JaneWearingSunflowersDress",
    })
    .nullable(),
};
export const UpdatePackage = z.object({
  packageId: idOf("package"),
  /** The package's revision the person saw; another edit since then is a conflict. */
  revision: z.number().int().optional(),
  ...{ name: fields.name.optional(), description: fields.description.optional(), hair: fields.hair.optional() },
  ...{ props: fields.props.optional(), loraName: fields.loraName.optional() },
  archived: z.boolean().optional(),
});
type Described = Pick<PackageRow, "name" | "description" | "hair" | "props" | "loraName">;

const loraTaken = [
  "Another outfit of this project has this LoRA name already. A LoRA is a file: choose another",
  "loraName",
] as const;

/**
 * Rename and describe an outfit (hair, props: B32), name its LoRA (E6), archive it or bring it back. `before` given to
 * this verb undoes it. Refuses a locked package or character, the last outfit's archiving and a LoRA name that is taken.
 */
export async function updatePackage(ctx: StudioContext, input: z.input<typeof UpdatePackage>) {
  requireMay(ctx, "edit characters and environments");
  const { packageId, revision, archived, ...set } = UpdatePackage.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const row = await packageOrThrow(ctx, packageId, { lock: true });
    if (row.status === "locked")
      throw new PreconditionError(`The package “${row.name}” is locked: unlock it to change it.`);
    refuseLocked(await characterOrThrow(ctx, row.characterId, { lock: true }));
    if (revision !== undefined && revision !== row.revision)
      throw new ConflictError(
        `Someone else changed the outfit “${row.name}” while you were writing. Yours was not saved: look at theirs, then save again.`,
      );
    if (archived && !row.archivedAt) await requireAnother(ctx, row);
    if (set.loraName) await requireLora(ctx, row, set.loraName);
    const change = ctx.db
      .update(packages)
      .set({
        ...set,
        ...(archived === undefined ? {} : { archivedAt: archived ? sql`now()` : null }),
        updatedAt: sql`now()`,
        revision: sql`${packages.revision} + 1`,
      })
      .where(and(eq(packages.id, packageId), eq(packages.teamId, ctx.teamId)))
      .returning({ revision: packages.revision });
    const [saved] = await orConflict(change, { packages_project_lora: loraTaken });
    const verb =
      archived === undefined ? "changed an outfit" : archived ? "archived an outfit" : "brought back an outfit";
    const keys = Object.keys(set) as (keyof Described)[];
    const before = Object.fromEntries(keys.map((key) => [key, row[key]])) as Partial<Described>;
    await touched(ctx, row, verb, { before, after: set });
    return {
      ...{ id: packageId, revision: saved?.revision ?? row.revision },
      before: { ...before, ...(archived === undefined ? {} : { archived: row.archivedAt !== null }) },
    };
  });
}

const requireAnother = async (ctx: StudioContext, row: PackageRow): Promise<void> => {
  const [live] = await ctx.db
    .select({ outfits: count() })
    .from(packages)
    .where(
      and(eq(packages.teamId, ctx.teamId), eq(packages.characterId, row.characterId), isNull(packages.archivedAt)),
    );
  if ((live?.outfits ?? 0) <= 1)
    throw new PreconditionError(`“${row.name}” is the character's only outfit: add another before you archive it.`);
};

/** Some disks do not tell case apart, so neither do we; the unique index settles what is left. */
const requireLora = async (ctx: StudioContext, row: PackageRow, name: string): Promise<void> => {
  const [other] = await ctx.db
    .select({ id: packages.id })
    .from(packages)
    .where(
      and(
        eq(packages.teamId, ctx.teamId),
        eq(packages.projectId, row.projectId),
        isNull(packages.archivedAt),
        sql`lower(${packages.loraName}) = lower(${name})`,
        sql`${packages.id} <> ${row.id}`,
      ),
    )
    .limit(1);
  if (other) throw new ConflictError(...loraTaken);
};

export const OrderPackages = z.object({
  characterId: idOf("character"),
  packageIds: z.array(idOf("package")).min(1).max(200),
});

/** The order of a character's outfits, archived ones left out. `before` given to this verb undoes it. */
export async function orderPackages(ctx: StudioContext, input: z.input<typeof OrderPackages>) {
  requireMay(ctx, "edit characters and environments");
  const { characterId, packageIds } = OrderPackages.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { projectId } = await characterOrThrow(ctx, characterId);
    // Packages first, then their character: the order in which every act on a package locks.
    const rows = await ctx.db
      .select({ id: packages.id })
      .from(packages)
      .where(and(eq(packages.teamId, ctx.teamId), eq(packages.characterId, characterId), isNull(packages.archivedAt)))
      .orderBy(asc(packages.position), asc(packages.createdAt))
      .for("update");
    refuseLocked(await characterOrThrow(ctx, characterId, { lock: true }));
    const before = rows.map(({ id }) => id);
    if (new Set(packageIds).size !== before.length || !packageIds.every((id) => before.includes(id)))
      throw new BadInputError(
        "The outfits are not the ones this character has now: someone added or archived one. Try again.",
        "packageIds",
      );
    for (const [at, id] of packageIds.entries())
      await ctx.db
        .update(packages)
        .set({ position: at })
        .where(and(eq(packages.id, id), eq(packages.teamId, ctx.teamId)));
    await record(ctx, { verb: "ordered the outfits", topic: "character", id: characterId, projectId, data: {} });
    return { before };
  });
}

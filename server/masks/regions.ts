import { writeFile } from "node:fs/promises";
import { and, asc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { encodePng } from "@/contract/mask/codec/png";
import { pixelSha256 } from "@/contract/mask/hash";
import { applyPost } from "@/contract/mask/morph";
import { Identity, type Region } from "@/contract/passes/diffusion";
import type { RecipeInput } from "@/contract/recipe/recipe";
import { characters, packages } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { ingest } from "@/server/media/ingest";
import { mediaOf } from "@/server/media/media-of";
import { liveLayers } from "./layers";
import { drawMask, type MaskRow } from "./log";

/** What a recipe keeps of a layer: which document, up to which op, and the identity of its pixels as they were used. */
export type FrozenMask = { maskId: string; seq: number; pixelSha256: string };
type FrozenRegions = {
  regions: (Pick<Region, "name" | "mask" | "prompt" | "loras" | "feather"> & {
    characterId?: string;
    identity?: Identity;
  })[];
  /** The words of the background region, if there is one. */
  background: string;
  inputs: RecipeInput[];
  frozen: FrozenMask[];
};

/**
 * The regions painted on a version as a regional pass takes them, front to back: a mask picture each, the prompt with the
 * character's trigger in front, their outfit's LoRA at the region's weight (0 leaves it out), the feather for the pass to
 * apply. Empty regions are left out; the background is words alone, it fills what the others leave. With `references`, how many
 * pictures stand in that slot before these, a region's reference is handed over too; a pass without such a slot says null.
 */
export async function freezeRegions(
  ctx: StudioContext,
  versionId: string,
  references: number | null,
): Promise<FrozenRegions> {
  const layers = (await liveLayers(ctx, versionId)).filter(({ kind, headSeq }) => kind === "region" && headSeq > 0);
  const people = await speakersOf(ctx, layers);
  const out: FrozenRegions = { regions: [], background: "", inputs: [], frozen: [] };
  for (const layer of layers.toReversed()) {
    const { region, characterId, post, width, height } = layer;
    const who = people.get(characterId ?? "");
    const prompt = withTrigger(region?.prompt ?? "", who?.trigger ?? null);
    if (region?.background) {
      out.background = prompt;
      continue;
    }
    const pixels = applyPost((await drawMask(ctx, layer, layer.headSeq)).flat(), width, height, {
      ...post,
      feather: 0,
    });
    if (!pixels.some((value) => value > 0)) continue;
    const temporaryPath = await ctx.storage.temporaryPath();
    await writeFile(temporaryPath, await encodePng(pixels, width, height));
    const { id: mediaId, sha256 } = await ingest(ctx, {
      ...{ temporaryPath, name: `region-${layer.headSeq}.png`, expected: layer },
    });
    const weight = region?.loraWeight ?? 0;
    const identity = await referenceOf(ctx, layer, references, out.inputs);
    out.regions.push({
      ...(identity && { identity }),
      ...{ name: layer.name.slice(0, 80), mask: out.frozen.length, prompt, feather: Math.min(256, post.feather || 16) },
      ...(characterId && { characterId }),
      loras:
        who?.lora && weight > 0
          ? [{ file: `${who.lora}.safetensors`, weight, ...(characterId && { characterId }) }]
          : [],
    });
    out.inputs.push({ slot: "masks", mediaId, sha256 });
    out.frozen.push({ maskId: layer.id, seq: layer.headSeq, pixelSha256: await pixelSha256(pixels) });
  }
  return out;
}

/** The region's picture by its number in the slot, pinned once however many regions share it. */
const referenceOf = async (
  ctx: StudioContext,
  { mediaId, region }: MaskRow,
  before: number | null,
  inputs: RecipeInput[],
): Promise<Identity | null> => {
  if (before === null || !mediaId || region?.referenceWeight === 0) return null;
  const pinned = () => inputs.filter(({ slot }) => slot === "references").findIndex((one) => one.mediaId === mediaId);
  if (pinned() < 0) inputs.push({ slot: "references", mediaId, sha256: (await mediaOf(ctx, mediaId)).sha256 });
  const weight = region?.referenceWeight;
  return Identity.parse({ pictures: [{ picture: before + pinned() }], ...(weight !== undefined && { weight }) });
};

/** The trigger leads the words unless they hold it already. */
export const withTrigger = (prompt: string, trigger: string | null): string => {
  const words = prompt.trim();
  if (!trigger || words.toLowerCase().includes(trigger.toLowerCase())) return words;
  return words === "" ? trigger : `${trigger}, ${words}`;
};

type Speaker = { trigger: string | null; lora: string | null };

const speakersOf = async (ctx: StudioContext, layers: readonly MaskRow[]): Promise<Map<string, Speaker>> => {
  const ids = layers.flatMap(({ characterId }) => characterId ?? []);
  if (ids.length === 0) return new Map();
  const [people, outfits] = await Promise.all([
    ctx.db
      .select({ id: characters.id, trigger: characters.triggerWord })
      .from(characters)
      .where(and(eq(characters.teamId, ctx.teamId), inArray(characters.id, ids))),
    ctx.db
      .select({ id: packages.characterId, lora: packages.loraName })
      .from(packages)
      .where(
        and(
          ...[eq(packages.teamId, ctx.teamId), inArray(packages.characterId, ids)],
          ...[isNull(packages.archivedAt), isNotNull(packages.loraName)],
        ),
      )
      .orderBy(asc(packages.position)),
  ]);
  return new Map(
    people.map(({ id, trigger }) => [id, { trigger, lora: outfits.find((outfit) => outfit.id === id)?.lora ?? null }]),
  );
};

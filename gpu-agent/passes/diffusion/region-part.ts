import { strengthAt } from "../../../contract/passes/curve";
import type { Region } from "../../../contract/passes/diffusion";
import type { GraphBuilder } from "../../graph/builder";
import type { Out } from "../../graph/out";
import type { Base } from "./base";
import { encodeWords, type FoundLora, type Loaded, type Pair } from "./load-part";

/** A region with its LoRAs' files and the name of its mask on the server. */
export type FoundRegion = { region: Region; loras: readonly FoundLora[]; mask: string };
type Scene = { prompt: string; background: string; negative: string; guidance: number };

/** Words behind one another, without what is empty. */
export const joined = (...parts: readonly string[]) =>
  parts
    .map((part) => part.trim().replace(/,$/, ""))
    .filter(Boolean)
    .join(", ");

/** The words of a region: its own, then what all of the picture shares. */
export const regionWords = (
  region: Pick<Region, "prompt" | "negative">,
  scene: Pick<Scene, "prompt" | "negative">,
) => ({
  positive: joined(region.prompt, scene.prompt),
  negative: joined(region.negative, scene.negative),
});

/**
 * Each region's words under its own mask and LoRAs, the scene wherever no mask is. Only core nodes. Regions without a
 * LoRA get no hooks, so that they are computed together.
 */
export const combineRegions = (
  g: GraphBuilder,
  { clip }: Loaded,
  base: Base,
  regions: readonly FoundRegion[],
  scene: Scene,
): Pair => {
  const { family } = base;
  const { guidance } = scene;
  const around = encodeWords(
    g,
    { clip, family, guidance },
    joined(scene.prompt, scene.background),
    scene.negative,
    "scene",
  );
  let all: Pair | undefined;
  for (const [at, { region, loras, mask: name }] of regions.entries()) {
    const id = `region.${at + 1}`;
    const hooks = hooksOf(g, id, loras, region.name);
    const hooked = hooks
      ? g.add(
          `${id}.hooks`,
          "SetClipHooks",
          { clip, hooks, apply_to_conds: true, schedule_clip: false },
          region.name,
        )[0]
      : clip;
    const words = regionWords(region, scene);
    const pair = encodeWords(g, { clip: hooked, family, guidance }, words.positive, words.negative, `${id}.words`);
    const [mask] = g.add(`${id}.mask`, "LoadImageMask", { image: name, channel: "red" }, region.name);
    const place = { strength: region.strength, set_cond_area: "default" as const, mask };
    const fresh = { positive_NEW: pair.positive, negative_NEW: pair.negative };
    const [positive, negative] = all
      ? g.add(id, "PairConditioningSetPropertiesAndCombine", { ...all, ...fresh, ...place }, region.name)
      : g.add(id, "PairConditioningSetProperties", { ...fresh, ...place }, region.name);
    all = { positive, negative };
  }
  if (!all) return around;
  const [positive, negative] = g.add("scene.fill", "PairConditioningSetDefaultCombine", {
    ...all,
    positive_DEFAULT: around.positive,
    negative_DEFAULT: around.negative,
  });
  return { positive, negative };
};

const keyframes = 8;

/** LoRAs as hooks, one behind the other; each may fade over the steps. */
const hooksOf = (g: GraphBuilder, id: string, loras: readonly FoundLora[], title: string): Out<"HOOKS"> | undefined =>
  loras.reduce<Out<"HOOKS"> | undefined>((prev_hooks, { file, use }) => {
    const [plain] = g.add(
      `${id}.lora`,
      "CreateHookLora",
      {
        lora_name: file.file,
        strength_model: use.weight,
        strength_clip: use.clipWeight ?? use.weight,
        ...(prev_hooks && { prev_hooks }),
      },
      `${title}: LoRA`,
    );
    if (!use.over) return plain;
    const [points] = [use.over.points];
    const [from, to] = [points[0], points.at(-1)];
    if (points.length === 2 && from && to) {
      const [hook_kf] = g.add(`${id}.fade`, "CreateHookKeyframesInterpolated", {
        ...{ strength_start: from.value, strength_end: to.value, start_percent: from.at, end_percent: to.at },
        interpolation: easeNames[use.over.ease],
        ...{ keyframes_count: keyframes, print_keyframes: false },
      });
      return g.add(`${id}.faded`, "SetHookKeyframes", { hooks: plain, hook_kf })[0];
    }
    const over = use.over;
    const hook_kf = Array.from({ length: keyframes }, (_, n) => n / keyframes).reduce<
      Out<"HOOK_KEYFRAMES"> | undefined
    >(
      (prev_hook_kf, at) =>
        g.add(`${id}.fade`, "CreateHookKeyframe", {
          ...{ strength_mult: strengthAt(over, at), start_percent: at },
          ...(prev_hook_kf && { prev_hook_kf }),
        })[0],
      undefined,
    );
    return g.add(`${id}.faded`, "SetHookKeyframes", { hooks: plain, ...(hook_kf && { hook_kf }) })[0];
  }, undefined);

const easeNames = {
  linear: "linear",
  "ease-in": "ease_in",
  "ease-out": "ease_out",
  "ease-in-out": "ease_in_out",
} as const;

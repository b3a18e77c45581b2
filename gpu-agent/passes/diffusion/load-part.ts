import type { ModelFile } from "../../../contract/engine/report";
import type { LoraUse } from "../../../contract/passes/diffusion";
import type { GraphBuilder } from "../../graph/builder";
import type { Out } from "../../graph/out";
import type { Base } from "./base";

export type Loaded = { model: Out<"MODEL">; clip: Out<"CLIP">; vae: Out<"VAE"> };
export type Pair = { positive: Out<"CONDITIONING">; negative: Out<"CONDITIONING"> };
/** A LoRA of the recipe with the file it means here. */
export type FoundLora = { file: ModelFile; use: LoraUse };

/** Model, words and VAE of a base, with LoRAs that count everywhere. Loaded once a graph, however often it is asked. */
export const loadBase = (g: GraphBuilder, base: Base, loras: readonly FoundLora[], clipSkip: number): Loaded => {
  const plain = g.once(`base ${base.main.file}`, () => loadPlain(g, base));
  const [model, clip] = loras.reduce(
    ([model, clip], { file, use }) =>
      base.family === "flux"
        ? ([
            g.add(
              "lora",
              "LoraLoaderModelOnly",
              { model, lora_name: file.file, strength_model: use.weight },
              "Loading LoRAs",
            )[0],
            clip,
          ] as const)
        : g.add(
            "lora",
            "LoraLoader",
            {
              model,
              clip,
              lora_name: file.file,
              strength_model: use.weight,
              strength_clip: use.clipWeight ?? use.weight,
            },
            "Loading LoRAs",
          ),
    [plain[0], plain[1]] as readonly [Out<"MODEL">, Out<"CLIP">],
  );
  const skipped =
    clipSkip > 1 ? g.add("clip-skip", "CLIPSetLastLayer", { clip, stop_at_clip_layer: -clipSkip })[0] : clip;
  return { model, clip: skipped, vae: plain[2] };
};

const loadPlain = (g: GraphBuilder, base: Base): readonly [Out<"MODEL">, Out<"CLIP">, Out<"VAE">] => {
  const title = "Loading the model";
  const named = base.vae && g.add("load.vae", "VAELoader", { vae_name: base.vae.file }, title)[0];
  if (base.encoders.length === 0) {
    const [model, clip, vae] = g.add("load.model", "CheckpointLoaderSimple", { ckpt_name: base.main.file }, title);
    return [model, clip, named ?? vae];
  }
  const [first, second] = base.encoders.map(({ file }) => file);
  const [model] = g.add("load.model", "UNETLoader", { unet_name: base.main.file, weight_dtype: "default" }, title);
  const [clip] =
    second !== undefined
      ? g.add("load.clip", "DualCLIPLoader", { clip_name1: first ?? "", clip_name2: second, type: "flux" }, title)
      : g.add(
          "load.clip",
          "CLIPLoader",
          { clip_name: first ?? "", type: base.family === "wan" ? "wan" : "qwen_image" },
          title,
        );
  if (!named) throw new Error("a split base without a VAE");
  return [model, clip, named];
};

/** Words as conditioning. A distilled model takes its guidance here, and has no negative. */
export const encodeWords = (
  g: GraphBuilder,
  { clip, family, guidance }: { clip: Out<"CLIP">; family: Base["family"]; guidance: number },
  positive: string,
  negative: string,
  id = "words",
): Pair => {
  const encode = (text: string) =>
    g.once(`${id} ${clip.node}.${clip.slot} ${text}`, () =>
      g.add(id, "CLIPTextEncode", { clip, text }, "Reading the prompt"),
    )[0];
  const yes = encode(positive);
  if (family !== "flux") return { positive: yes, negative: encode(negative) };
  const [guided] = g.add(`${id}.guidance`, "FluxGuidance", { conditioning: yes, guidance });
  const [none] = g.once(`none ${yes.node}`, () => g.add("none", "ConditioningZeroOut", { conditioning: yes }));
  return { positive: guided, negative: none };
};

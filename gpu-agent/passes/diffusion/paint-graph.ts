import type { ModelFile } from "../../../contract/engine/report";
import type { Expected } from "../../engines/comfy/harvest";
import type { GraphBuilder } from "../../graph/builder";
import type { Out } from "../../graph/out";
import type { Base } from "./base";
import { applyControls, type FoundControl } from "./control-part";
import { applyIdentity, type FoundIdentity } from "./identity-part";
import type { Thrift } from "./ladder";
import { encodeWords, type FoundLora, type Loaded, loadBase, type Pair } from "./load-part";
import { combineRegions, type FoundRegion } from "./region-part";
import type { Sampling } from "./sampling";

/** Where painting begins. Pictures and masks by their names on the server, sides already multiples of 8. */
export type Start =
  | { kind: "nothing"; width: number; height: number }
  | { kind: "picture"; image: string }
  /** Repaints under the mask, as strongly as it is white; any model. */
  | { kind: "blend"; image: string; mask: string }
  /** Forgets what is under the mask; wants a model made for inpainting. */
  | { kind: "erase"; image: string; mask: string; grow: number }
  /** The inpainting model sees picture and mask beside the noise. */
  | { kind: "model"; image: string; mask: string };

export type PaintSpec = {
  base: Base;
  models: readonly ModelFile[];
  loras: readonly FoundLora[];
  clipSkip: number;
  guidance: number;
  prompt: string;
  negative: string;
  /** Only with regions: words for what no region covers. */
  background?: string;
  regions?: readonly FoundRegion[];
  controls: readonly FoundControl[];
  identities: readonly FoundIdentity[];
  start: Start;
  sampling: Sampling;
  denoise: number;
  seed: number;
  width: number;
  height: number;
  /** Before every id and in front of every title, when a graph paints several pictures. */
  name?: string;
};

/** The nodes of one picture, from loading to saving; answers the picture it gives. */
export const paintGraph = (g: GraphBuilder, spec: PaintSpec, thrift: Thrift): Expected => {
  const { base, width, height, name } = spec;
  const loaded = loadBase(g, base, spec.loras, spec.clipSkip);
  const scene = {
    prompt: spec.prompt,
    background: spec.background ?? "",
    negative: spec.negative,
    guidance: spec.guidance,
  };
  const words = spec.regions?.length
    ? combineRegions(g, loaded, base, spec.regions, scene)
    : encodeWords(g, { clip: loaded.clip, family: base.family, guidance: spec.guidance }, scene.prompt, scene.negative);
  const controlled = applyControls(g, words, spec.controls, { steps: spec.sampling.steps, vae: loaded.vae });
  const held = spec.identities.reduce<{ model: Out<"MODEL">; words: Pair }>(
    (so, identity) => applyIdentity(g, { ...so, vae: loaded.vae }, identity, spec.models),
    { model: loaded.model, words: controlled },
  );
  const begun = begin(g, spec, { ...loaded, model: held.model }, held.words, thrift);
  const { sampler_name, scheduler, cfg, steps } = spec.sampling;
  const title = name ?? "Painting";
  const [samples] = g.add(
    id(name, "paint"),
    "KSampler",
    {
      ...{ model: begun.model, seed: spec.seed, steps, cfg, sampler_name, denoise: spec.denoise },
      scheduler: scheduler as "karras",
      ...{ positive: begun.words.positive, negative: begun.words.negative, latent_image: begun.latent },
    },
    title,
  );
  const [image] = thrift.tiled
    ? g.add(id(name, "decode"), "VAEDecodeTiled", { samples, vae: loaded.vae, ...tiles }, "Decoding")
    : g.add(id(name, "decode"), "VAEDecode", { samples, vae: loaded.vae }, "Decoding");
  const node = id(name, "save");
  g.add(node, "SaveImage", { images: image, filename_prefix: "" }, name ? `${name}: saving` : "Saving");
  return { node, kind: "image", width, height };
};

const tiles = { tile_size: 512, overlap: 64, temporal_size: 64, temporal_overlap: 8 } as const;
const id = (name: string | undefined, part: string) =>
  name ? `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.${part}` : part;

type Begun = { model: Out<"MODEL">; words: Pair; latent: Out<"LATENT"> };

const begin = (g: GraphBuilder, spec: PaintSpec, { model, vae }: Loaded, words: Pair, thrift: Thrift): Begun => {
  const { start, base, name } = spec;
  if (start.kind === "nothing") {
    const size = { width: start.width, height: start.height, batch_size: 1 };
    const deep = base.family === "flux" || base.family === "sd3" || base.family === "qwen";
    const [latent] = g.add(id(name, "empty"), deep ? "EmptySD3LatentImage" : "EmptyLatentImage", size);
    return { model, words, latent };
  }
  const load = (image: string) =>
    g.once(`image ${image}`, () => g.add("picture", "LoadImage", { image }, "Reading pictures"))[0];
  const pixels = load(start.image);
  const encode = () =>
    thrift.tiled
      ? g.add(id(name, "encode"), "VAEEncodeTiled", { pixels, vae, ...tiles }, "Reading the picture")[0]
      : g.add(id(name, "encode"), "VAEEncode", { pixels, vae }, "Reading the picture")[0];
  if (start.kind === "picture") return { model, words, latent: encode() };
  const [mask] = g.add(id(name, "mask"), "LoadImageMask", { image: start.mask, channel: "red" }, "Reading the mask");
  if (start.kind === "erase") {
    const grow_mask_by = start.grow;
    const [latent] = g.add(
      id(name, "encode"),
      "VAEEncodeForInpaint",
      { pixels, vae, mask, grow_mask_by },
      "Reading the picture",
    );
    return { model, words, latent };
  }
  if (start.kind === "model") {
    const [positive, negative, latent] = g.add(
      id(name, "encode"),
      "InpaintModelConditioning",
      { ...words, vae, pixels, mask, noise_mask: true },
      "Reading the picture",
    );
    return { model, words: { positive, negative }, latent };
  }
  const [latent] = g.add(id(name, "masked"), "SetLatentNoiseMask", { samples: encode(), mask });
  const [soft] = g.add(id(name, "soft"), "DifferentialDiffusion", { model });
  return { model: soft, words, latent };
};

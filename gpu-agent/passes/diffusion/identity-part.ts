import type { ModelFile } from "../../../contract/engine/report";
import type { Identity } from "../../../contract/passes/diffusion";
import { PassError, type Wanted } from "../../engines/engine";
import type { GraphBuilder } from "../../graph/builder";
import type { ObjectInfo } from "../../graph/object-info";
import type { Out } from "../../graph/out";
import { type Base, ofRole } from "./base";
import type { Pair } from "./load-part";

export type IdentityWay = "ip-adapter" | "face-id" | "redux" | "reference";
/** Pictures of somebody by their names on the server, and the place they count in. */
export type FoundIdentity = {
  identity: Identity;
  way: IdentityWay;
  pictures: readonly { name: string; weight: number }[];
  mask?: string;
  title: string;
};

const pack = {
  where: "custom_nodes of the image server",
  how: "Install ComfyUI_IPAdapter_plus; it runs code of its own",
};

/** What each way lacks for a base; empty: it works. */
export const identityLacks = (
  way: IdentityWay,
  { family, main }: Pick<Base, "family" | "main">,
  objects: ObjectInfo,
  models: readonly ModelFile[],
): Wanted[] => {
  const file = (pattern: RegExp, role: ModelFile["role"], what: string, folder: string): Wanted[] =>
    ofRole(models, role).some((each) => pattern.test(each.file)) ? [] : [{ what, where: `models/${folder}` }];
  const sd = family === "sd15" || family === "sdxl";
  switch (way) {
    case "ip-adapter":
      if (!sd) return [{ what: "an SD 1.5 or SDXL model: IP-Adapter knows no other" }];
      return [
        ...(objects.IPAdapterUnifiedLoader ? [] : [{ what: "the node pack ComfyUI_IPAdapter_plus", ...pack }]),
        ...file(
          /ip-adapter.*(plus|face)/i,
          "ip-adapter",
          `ip-adapter-plus-face for ${family === "sdxl" ? "SDXL" : "SD 1.5"}`,
          "ipadapter",
        ),
        ...file(/vit.?h|clip.?vision/i, "clip-vision", "CLIP-ViT-H-14 (clip vision)", "clip_vision"),
      ];
    case "face-id":
      if (!sd) return [{ what: "an SD 1.5 or SDXL model: FaceID knows no other" }];
      return [
        ...(objects.IPAdapterFaceID
          ? []
          : [{ what: "the node pack ComfyUI_IPAdapter_plus with insightface", ...pack }]),
        ...file(/faceid.*plus/i, "ip-adapter", "ip-adapter-faceid-plusv2", "ipadapter"),
        ...file(/faceid.*lora|lora.*faceid/i, "lora", "the LoRA ip-adapter-faceid-plusv2 that belongs to it", "loras"),
      ];
    case "redux":
      if (family !== "flux") return [{ what: "a Flux model: Redux knows no other" }];
      return [
        ...file(/redux/i, "style-model", "flux1-redux-dev", "style_models"),
        ...file(/sigclip|siglip/i, "clip-vision", "sigclip_vision_patch14_384", "clip_vision"),
      ];
    case "reference":
      return /kontext|edit|flux2|omnigen/i.test(main.file)
        ? []
        : [{ what: "a model that takes reference pictures (Flux Kontext, Qwen Image Edit)" }];
  }
};

const ways: Readonly<Record<Identity["way"], readonly IdentityWay[]>> = {
  auto: ["reference", "ip-adapter", "redux", "face-id"],
  "ip-adapter": ["ip-adapter"],
  "face-id": ["face-id"],
  core: ["reference", "redux"],
};

/** The first way that works here. Throws missing with what the nearest one lacks. */
export const chooseIdentity = (
  asked: Identity["way"],
  base: Base,
  objects: ObjectInfo,
  models: readonly ModelFile[],
): IdentityWay => {
  const all = ways[asked].map((way) => ({ way, lacks: identityLacks(way, base, objects, models) }));
  const works = all.find(({ lacks }) => lacks.length === 0);
  if (works) return works.way;
  const [nearest] = all.toSorted((a, b) => a.lacks.length - b.lacks.length);
  const words = nearest?.lacks.map(({ what, where }) => (where ? `${what} in ${where}` : what)).join(", ");
  throw new PassError(
    "missing",
    "elsewhere",
    `Holding on to a reference picture needs ${words}. Or take the references out of the recipe.`,
  );
};

type Held = { model: Out<"MODEL">; words: Pair };

/** Holds on to pictures of somebody, in one region or everywhere. */
export const applyIdentity = (
  g: GraphBuilder,
  { model, words, vae }: Held & { vae: Out<"VAE"> },
  { identity, way, pictures, mask, title }: FoundIdentity,
  models: readonly ModelFile[],
): Held => {
  if (!pictures.length) return { model, words };
  const load = (name: string) =>
    g.once(`image ${name}`, () => g.add("picture", "LoadImage", { image: name }, title))[0];
  const attn_mask = mask && g.add("identity.mask", "LoadImageMask", { image: mask, channel: "red" })[0];
  if (way === "ip-adapter" || way === "face-id") {
    const face = way === "face-id";
    const loader = face ? "IPAdapterUnifiedLoaderFaceID" : "IPAdapterUnifiedLoader";
    const more = face ? { lora_strength: 0.6, provider: "CPU" } : {};
    const preset = face ? "FACEID PLUS V2" : "PLUS FACE (portraits)";
    const [fitted, ipadapter] = g.raw("identity.load", loader, { model, preset, ...more }, title);
    const images = pictures.map(({ name }) => load(name));
    const image = images
      .slice(1)
      .reduce(
        (batch, next) => g.add("identity.batch", "ImageBatch", { image1: batch, image2: next })[0],
        images[0] as Out<"IMAGE">,
      );
    // One call takes one weight: pictures that count less pull it down together.
    const mean = pictures.reduce((sum, each) => sum + each.weight, 0) / pictures.length;
    const [held] = g.raw(
      "identity",
      face ? "IPAdapterFaceID" : "IPAdapterAdvanced",
      {
        ...{
          model: fitted,
          ipadapter,
          image,
          weight: identity.weight * mean,
          weight_type: "linear",
          combine_embeds: "average",
        },
        ...{ start_at: identity.start, end_at: identity.end, embeds_scaling: "V only", attn_mask },
        ...(face && { weight_faceidv2: identity.weight * mean }),
      },
      title,
    );
    return { model: held as Out<"MODEL">, words };
  }
  const positive = pictures.reduce((conditioning, { name, weight }) => {
    if (way === "reference") {
      const [scaled] = g.add("identity.scale", "FluxKontextImageScale", { image: load(name) });
      const [latent] = g.add("identity.encode", "VAEEncode", { pixels: scaled, vae }, title);
      return g.add("identity", "ReferenceLatent", { conditioning, latent }, title)[0];
    }
    const vision = ofRole(models, "clip-vision").find(({ file }) => /sigclip|siglip/i.test(file))?.file ?? "";
    const style = ofRole(models, "style-model").find(({ file }) => /redux/i.test(file))?.file ?? "";
    const [clip_vision] = g.once("clip-vision", () =>
      g.add("identity.vision", "CLIPVisionLoader", { clip_name: vision }, title),
    );
    const [style_model] = g.once("style-model", () =>
      g.add("identity.style", "StyleModelLoader", { style_model_name: style }, title),
    );
    const [clip_vision_output] = g.add("identity.see", "CLIPVisionEncode", {
      clip_vision,
      image: load(name),
      crop: "center",
    });
    const strength = identity.weight * weight;
    return g.add(
      "identity",
      "StyleModelApply",
      { conditioning, style_model, clip_vision_output, strength, strength_type: "multiply" },
      title,
    )[0];
  }, words.positive);
  return { model, words: { ...words, positive } };
};

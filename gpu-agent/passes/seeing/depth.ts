import { capLongestSide } from "../../../contract/passes/size";
import { PassError } from "../../engines/engine";
import type { Grey, Rgb } from "../../geometry/pixels";
import { resample } from "../../geometry/resample";
import { choicesOf } from "../../graph/object-info";
import { basesOf, ofRole } from "../diffusion/base";
import { diffusionWork } from "../diffusion/diffusion-work";
import { needClasses, type Variant } from "../diffusion/variants";
import type { PassResult } from "../work";
import { atSize, greyOf, type Looker, readPicture, saveImages } from "./look-at";
import { needPackModel, packModels } from "./needs";

type State = Parameters<Variant["lacks"]>[0];

const da3Files = ({ objects }: State) => choicesOf(objects, "LoadDA3Model", "model_name");
const da2 = {
  role: "depth-model",
  loader: "DownloadAndLoadDepthAnythingV2Model",
  input: "model",
  fileOf: (value: string) => new RegExp(`(^|/)${value.replaceAll(".", "\\.")}$`, "i"),
  // Half precision costs this model much of its detail, by its pack's own words; metric ones see rooms only.
  order: [/vitl_fp32/, /vitb_fp32/, /vits_fp32/, /vitg_fp32/, /vitl_fp16/, /vitb_fp16/, /vits_fp16/],
} as const;
const aux = {
  role: "depth-model",
  loader: "DepthAnythingV2Preprocessor",
  input: "ckpt_name",
  fileOf: (value: string) => new RegExp(`(^|/)${value.replaceAll(".", "\\.")}$`, "i"),
  order: [/vitl/, /vitb/, /vits/, /vitg/],
} as const;

const lotusFile = ({ models }: State) =>
  ofRole(models, "diffusion-model").find(({ file }) => /lotus.*(depth|disp)/i.test(file));
/** Lotus speaks through the VAE of Stable Diffusion 1 and 2: one by itself, or a checkpoint's own. */
const lotusVae = ({ models }: State) =>
  ofRole(models, "vae").find(({ file }) => /840000|vae-ft|kl-f8|sd[-_. ]?(v?1|15|2)?.*vae/i.test(file)) ??
  basesOf(models, ["sd15", "sd2"]).find(({ main }) => main.role === "checkpoint")?.main;

const variants = [
  {
    id: "depth-anything-3",
    title: "Depth Anything 3 (core of 2026)",
    lacks: (state) => [
      ...needClasses(state, ["LoadDA3Model", "DA3Inference", "DA3Render"]),
      ...(state.objects.LoadDA3Model && da3Files(state).length === 0
        ? [
            {
              what: "a Depth Anything 3 model such as depth_anything_3_mono_large.safetensors",
              where: "models/geometry_estimation of the image server",
              how: "Put the file there (huggingface.co/Comfy-Org/Depth-Anything-3); it is noticed within a minute",
            },
          ]
        : []),
    ],
  },
  {
    id: "depth-anything-2",
    title: "Depth Anything V2 (ComfyUI-DepthAnythingV2)",
    lacks: (state) => [
      ...needClasses(state, ["DownloadAndLoadDepthAnythingV2Model", "DepthAnything_V2"], "ComfyUI-DepthAnythingV2"),
      ...needPackModel(state, da2, {
        what: "a Depth Anything V2 model such as depth_anything_v2_vitl_fp32.safetensors",
        from: "huggingface.co/Kijai/DepthAnythingV2-safetensors",
      }),
    ],
  },
  {
    id: "lotus",
    title: "Lotus, core nodes",
    lacks: (state) => [
      ...needClasses(state, [
        "LotusConditioning",
        "SetFirstSigma",
        "DisableNoise",
        "SamplerCustomAdvanced",
        "BasicGuider",
      ]),
      ...(lotusFile(state)
        ? []
        : [
            {
              what: "a Lotus depth model such as lotus-depth-d-v1-1.safetensors",
              where: "models/diffusion_models of the image server",
              how: "Put the file there (huggingface.co/Comfy-Org/lotus); it is noticed within a minute",
            },
          ]),
      ...(lotusVae(state)
        ? []
        : [
            {
              what: "the VAE of Stable Diffusion, vae-ft-mse-840000-ema-pruned.safetensors or an SD 1.5 checkpoint",
              where: "models/vae of the image server",
              how: "Put the file there; it is noticed within a minute",
            },
          ]),
    ],
  },
  {
    id: "controlnet-aux",
    title: "Depth Anything V2 (comfyui_controlnet_aux)",
    lacks: (state) => [
      ...needClasses(state, ["DepthAnythingV2Preprocessor"], "comfyui_controlnet_aux"),
      ...needPackModel(state, aux, {
        what: "a Depth Anything V2 model such as depth_anything_v2_vitl.pth",
        from: "huggingface.co/depth-anything/Depth-Anything-V2-Large",
        folder: "custom_nodes/comfyui_controlnet_aux/ckpts",
      }),
    ],
  },
] as const satisfies readonly Variant[];
type Way = (typeof variants)[number]["id"];

const inference = "Judging depth";
const ask = { stage: "main" } as const;

/** A sum of 14s between the size the model was made at and twice that. */
const da3Side = ({ width, height }: Rgb) =>
  Math.min(1008, Math.max(504, Math.round(Math.max(width, height) / 14) * 14));

/** A map of the size the picture has, white near; `way` is one of the variants. */
export const depthBy = async (painter: Looker, rgb: Rgb, way: string): Promise<Grey> =>
  atSize(greyOf(await estimate(painter, rgb, way as Way)), rgb.width, rgb.height);

/**
 * Sides of Depth Anything V2's pack: even, since it gives back no others, and not both sums of 14s, for which it writes
 * into memory it shares and fails.
 */
const da2Size = ({ width, height }: Rgb) => {
  const even = (side: number) => Math.max(28, side - (side % 2));
  const [w, h] = [even(width), even(height)];
  return { width: w % 14 === 0 && h % 14 === 0 ? w + 2 : w, height: h };
};

const estimate = async (painter: Looker, rgb: Rgb, way: Way): Promise<Rgb> => {
  const { state } = painter;
  if (way === "depth-anything-3") {
    const image = await painter.put(rgb);
    const [file] = da3Files(state);
    painter.uses(state.models.find((model) => model.role === "depth-model" && model.file === file));
    return painter.paint({
      ...ask,
      build: (g) => {
        const [da3_model] = g.add(
          "load",
          "LoadDA3Model",
          { model_name: file ?? "", weight_dtype: "default" },
          "Loading the model",
        );
        const how = { resolution: da3Side(rgb), resize_method: "upper_bound_resize", mode: "mono" } as const;
        const [da3_geometry] = g.add(
          "depth",
          "DA3Inference",
          { da3_model, image: readPicture(g, image), ...how },
          inference,
        );
        const drawn = { output: "depth", "output.normalization": "v2_style", "output.apply_sky_clip": false } as const;
        return [saveImages(g, "save", g.add("draw", "DA3Render", { da3_geometry, ...drawn })[0])];
      },
    });
  }
  if (way === "lotus") return lotus(painter, rgb);
  const size = way === "depth-anything-2" ? da2Size(rgb) : rgb;
  const image = await painter.put(atSize(rgb, size.width, size.height));
  const [model] = packModels(state, way === "depth-anything-2" ? da2 : aux);
  if (!model) throw new PassError("missing", "elsewhere", "The image server does not have a depth model any more.");
  painter.uses(model.file);
  return painter.paint({
    ...ask,
    build: (g) => {
      const images = readPicture(g, image);
      if (way === "controlnet-aux") {
        const resolution = Math.min(1024, Math.max(512, Math.min(rgb.width, rgb.height)));
        const how = { ckpt_name: model.value as "depth_anything_v2_vitl.pth", resolution };
        return [
          saveImages(g, "save", g.add("depth", "DepthAnythingV2Preprocessor", { image: images, ...how }, inference)[0]),
        ];
      }
      const [da_model] = g.add(
        "load",
        "DownloadAndLoadDepthAnythingV2Model",
        { model: model.value as "depth_anything_v2_vitl_fp32.safetensors", precision: "auto" },
        "Loading the model",
      );
      return [saveImages(g, "save", g.add("depth", "DepthAnything_V2", { da_model, images }, inference)[0])];
    },
  });
};

const lotus = async (painter: Looker, rgb: Rgb): Promise<Rgb> => {
  const [file, from] = [lotusFile(painter.state), lotusVae(painter.state)];
  if (!file || !from) throw new PassError("missing", "elsewhere", "The image server does not have Lotus any more.");
  painter.uses(file, from);
  const { width, height } = capLongestSide(rgb, 1024, 8);
  const image = await painter.put(resample(rgb, width, height));
  return painter.paint({
    ...ask,
    build: (g, thrift) => {
      const title = "Loading the model";
      const [model] = g.add("load", "UNETLoader", { unet_name: file.file, weight_dtype: "default" }, title);
      const vae =
        from.role === "vae"
          ? g.add("load.vae", "VAELoader", { vae_name: from.file }, title)[0]
          : g.add("load.vae", "CheckpointLoaderSimple", { ckpt_name: from.file }, title)[2];
      const [latent_image] = g.add("encode", "VAEEncode", { pixels: readPicture(g, image), vae });
      const [conditioning] = g.add("words", "LotusConditioning", {});
      const [guider] = g.add("guide", "BasicGuider", { model, conditioning });
      // One step from the highest noise level, with none added: this model answers, it does not invent.
      const [plan] = g.add("plan", "BasicScheduler", { model, scheduler: "normal", steps: 1, denoise: 1 });
      const [sigmas] = g.add("first", "SetFirstSigma", { sigmas: plan, sigma: 999 });
      const [noise] = g.add("still", "DisableNoise", {});
      const [sampler] = g.add("sampler", "KSamplerSelect", { sampler_name: "euler" });
      const all = { noise, guider, sampler, sigmas, latent_image };
      const [samples] = g.add("depth", "SamplerCustomAdvanced", all, inference);
      const tiles = { tile_size: 512, overlap: 64, temporal_size: 64, temporal_overlap: 8 };
      const [far] = thrift.tiled
        ? g.add("decode", "VAEDecodeTiled", { samples, vae, ...tiles }, "Decoding")
        : g.add("decode", "VAEDecode", { samples, vae }, "Decoding");
      return [saveImages(g, "save", g.add("near", "ImageInvert", { image: far })[0])];
    },
  });
};

const inverted = (map: Grey): Grey => ({ ...map, data: map.data.map((value) => 255 - value) });
const isFlat = ({ data }: Grey) => data.every((value) => value === data[0]);

export const depth = diffusionWork({
  pass: "depth",
  algorithm: "depth judged from one picture",
  variants,
  paint: async (painter, job, way): Promise<PassResult<"depth">> => {
    const { rgb } = job.picture("image");
    const map = await depthBy(painter, rgb, way);
    const flat = isFlat(map) ? ["The depth map is one grey: the model saw no depth in this picture."] : [];
    return {
      made: [{ slot: "map", mask: job.params.invert ? inverted(map) : map }],
      facts: { ...painter.facts(way, undefined), near: job.params.invert ? "black" : "white" },
      warnings: [...painter.warnings, ...flat],
    };
  },
});

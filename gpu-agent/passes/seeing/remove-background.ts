import { PassError } from "../../engines/engine";
import { restOf } from "../../geometry/islands";
import { coverage } from "../../geometry/masks";
import type { Rgb } from "../../geometry/pixels";
import { feathered } from "../../geometry/regions";
import { choicesOf } from "../../graph/object-info";
import { diffusionWork } from "../diffusion/diffusion-work";
import { needClasses, type Variant } from "../diffusion/variants";
import type { PassResult } from "../work";
import { atSize, greyOf, type Looker, readPicture, saveMasks } from "./look-at";
import { needPackModel, packModels } from "./needs";

const coreFiles = ({ objects }: Parameters<Variant["lacks"]>[0]) =>
  choicesOf(objects, "LoadBackgroundRemovalModel", "bg_removal_name");
const pack = {
  role: "matting-model",
  loader: "BiRefNetRMBG",
  input: "model",
  fileOf: (value: string) => new RegExp(`(^|/)BiRefNet/${value}\\.safetensors$`, "i"),
  // Matting ones keep hair; then the general one at full and at lower size.
  order: [/^BiRefNet-HR-matting$/, /^BiRefNet-matting$/, /^BiRefNet-HR$/, /^BiRefNet-general$/, /^BiRefNet/],
} as const;

const variants: readonly Variant[] = [
  {
    id: "core-2026",
    title: "Core of 2026",
    lacks: (state) => [
      ...needClasses(state, ["LoadBackgroundRemovalModel", "RemoveBackground"]),
      ...(state.objects.LoadBackgroundRemovalModel && coreFiles(state).length === 0
        ? [
            {
              what: "a background removal model such as birefnet.safetensors",
              where: "models/background_removal of the image server",
              how: "Put the file there (huggingface.co/Comfy-Org/BiRefNet); it is noticed within a minute",
            },
          ]
        : []),
    ],
  },
  {
    id: "birefnet",
    title: "BiRefNet (ComfyUI-RMBG)",
    lacks: (state) => [
      ...needClasses(state, ["BiRefNetRMBG"], "ComfyUI-RMBG"),
      ...needPackModel(state, pack, {
        what: "a BiRefNet model such as BiRefNet-general.safetensors with its birefnet.py, BiRefNet_config.py and config.json",
        from: "huggingface.co/1038lab/BiRefNet",
        folder: "models/RMBG/BiRefNet",
      }),
    ],
  },
];

const cutOut = async (painter: Looker, rgb: Rgb, way: string): Promise<Rgb> => {
  const { state } = painter;
  const picture = await painter.put(rgb);
  if (way === "core-2026") {
    const [file] = coreFiles(state);
    painter.uses(state.models.find((model) => model.role === "matting-model" && model.file === file));
    return painter.paint({
      stage: "main",
      build: (g) => {
        const loaded = g.add(
          "load",
          "LoadBackgroundRemovalModel",
          { bg_removal_name: file ?? "" },
          "Loading the model",
        );
        const given = { bg_removal_model: loaded[0], image: readPicture(g, picture) };
        return [saveMasks(g, "save", g.add("cut", "RemoveBackground", given, "Cutting out")[0])];
      },
    });
  }
  const [model] = packModels(state, pack);
  if (!model) throw new PassError("missing", "elsewhere", "The image server does not have its model any more.");
  painter.uses(model.file);
  return painter.paint({
    stage: "main",
    build: (g) => {
      const given = { image: readPicture(g, picture), model: model.value as "BiRefNet-general" };
      const plain = { sensitivity: 1, mask_blur: 0, mask_offset: 0, invert_output: false } as const;
      return [saveMasks(g, "save", g.add("cut", "BiRefNetRMBG", { ...given, ...plain }, "Cutting out")[1])];
    },
  });
};

export const removeBackground = diffusionWork({
  pass: "remove-background",
  algorithm: "cut-out by a matting model",
  variants,
  paint: async (painter, job, way): Promise<PassResult<"remove-background">> => {
    const { rgb } = job.picture("image");
    const { width, height } = rgb;
    const mask = feathered(atSize(greyOf(await cutOut(painter, rgb, way)), width, height), job.params.feather);
    const share = coverage(mask);
    const nothing = share === 0 ? ["Nothing stood out from the background: paint the mask by hand."] : [];
    return {
      made: [
        { slot: "mask", mask },
        { slot: "background", mask: restOf([mask], width, height) },
      ],
      facts: { ...painter.facts(way, undefined), share },
      warnings: [...painter.warnings, ...nothing],
    };
  },
});

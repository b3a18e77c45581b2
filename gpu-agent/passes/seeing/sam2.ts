import type { ComfyState } from "../../engines/comfy/comfy-server";
import { PassError, type Wanted } from "../../engines/engine";
import type { Grey } from "../../geometry/pixels";
import { needClasses } from "../diffusion/variants";
import { type Looker, maskOf, readPicture, saveMasks } from "./look-at";
import { deviceOf, needPackModel, packModels } from "./needs";

/** Points on one thing, and points that are not of it: whole pixels of the picture. */
export type PointAsk = { keep: readonly { x: number; y: number }[]; not: readonly { x: number; y: number }[] };

const gone = () => new PassError("missing", "elsewhere", "The image server does not have its model any more.");

const sam2 = {
  role: "segmenter",
  loader: "DownloadAndLoadSAM2Model",
  input: "model",
  // Its half-precision files carry a mark of their own that the list does not show.
  fileOf: (value: string) =>
    new RegExp(`^${value.replace(".safetensors", "").replaceAll(".", "\\.")}(-fp16)?\\.safetensors$`),
  order: [
    /2\.1_hiera_large/,
    /2\.1_hiera_base/,
    /2\.1_hiera_small/,
    /2\.1_hiera_tiny/,
    /large/,
    /base/,
    /small/,
    /tiny/,
  ],
} as const;
export const sam2Lacks = (state: ComfyState): Wanted[] => [
  ...needClasses(state, ["DownloadAndLoadSAM2Model", "Sam2Segmentation"], "ComfyUI-segment-anything-2"),
  ...needPackModel(state, sam2, {
    what: "a SAM 2 model such as sam2.1_hiera_base_plus-fp16.safetensors",
    from: "huggingface.co/Kijai/sam2-safetensors",
  }),
];

/** One mask for each ask, in their order, of the picture's size or a little less; `from` is where its progress begins. */
export const cutBySam2 = async (
  painter: Looker,
  picture: string,
  asks: readonly PointAsk[],
  from: number,
): Promise<Grey[]> => {
  const [model] = packModels(painter.state, sam2);
  if (!model) throw gone();
  painter.uses(model.file);
  const device = deviceOf(painter.state);
  // Half precision only where its file is the one that is there, and never on a CPU, which cannot.
  const half = device !== "cpu" && (model.file ? /-fp16/.test(model.file.file) : true);
  const { results } = await painter.run({
    ...{ stage: "masks", from, to: 1 },
    build: (g) => {
      const chosen = { model: model.value as "sam2.1_hiera_large.safetensors", segmentor: "single_image" } as const;
      const precision = half ? "fp16" : "fp32";
      const [sam2_model] = g.add("load", "DownloadAndLoadSAM2Model", { ...chosen, device, precision }, "Loading SAM 2");
      const text = (id: string, points: readonly object[]) =>
        g.add(id, "PrimitiveString", { value: JSON.stringify(points) })[0];
      return asks.map(({ keep, not }, at) => {
        const [mask] = g.add(
          `cut ${at + 1}`,
          "Sam2Segmentation",
          {
            ...{ sam2_model, image: readPicture(g, picture), keep_model_loaded: at < asks.length - 1 },
            ...{ individual_objects: false, coordinates_positive: text(`in ${at + 1}`, keep) },
            ...(not.length && { coordinates_negative: text(`out ${at + 1}`, not) }),
          },
          `Cutting out ${at + 1} of ${asks.length}`,
        );
        return saveMasks(g, `save ${at + 1}`, mask);
      });
    },
  });
  return asks.map((_, at) => maskOf(results, `save ${at + 1}`));
};

import type { ModelFile } from "../../../contract/engine/report";
import type { ControlType, ControlUse } from "../../../contract/passes/diffusion";
import { PassError } from "../../engines/engine";
import type { GraphBuilder } from "../../graph/builder";
import type { Out } from "../../graph/out";
import { type Base, ofRole, requireFamily, requireModel } from "./base";
import { windowsOf } from "./curve";
import type { Pair } from "./load-part";

/** A control of the recipe with its file and the name of its picture on the server. */
export type FoundControl = { use: ControlUse; file: ModelFile; union: boolean; picture: string };

const kinds: Readonly<Record<ControlType, RegExp>> = {
  tile: /tile/i,
  canny: /canny/i,
  depth: /depth/i,
  pose: /openpose|pose/i,
  lineart: /lineart|mlsd|anyline/i,
  scribble: /scribble|sketch|hed|softedge/i,
  normal: /normal/i,
  segment: /seg/i,
};
const union = /union|promax/i;
const unionNames = {
  tile: "tile",
  depth: "depth",
  pose: "openpose",
  segment: "segment",
  normal: "normal",
  canny: "canny/lineart/anime_lineart/mlsd",
  lineart: "canny/lineart/anime_lineart/mlsd",
  scribble: "hed/pidi/scribble/ted",
} as const satisfies Record<ControlType, string>;

/** The node's ControlNet of a kind for a family: one of just that kind before a union of all. */
export const controlFor = (models: readonly ModelFile[], type: ControlType, base: Base): ModelFile | undefined => {
  const fitting = ofRole(models, "controlnet").filter(({ family }) => family === null || family === base.family);
  return (
    fitting.find(({ file }) => kinds[type].test(file) && !union.test(file)) ??
    fitting.find(({ file }) => union.test(file))
  );
};

/** The ControlNet a recipe means. Throws missing, naming kind and family; bad-input for one of another family. */
export const findControl = (models: readonly ModelFile[], use: ControlUse, base: Base) => {
  const file = use.file
    ? requireModel(models, "controlnet", use.file, "ControlNet")
    : controlFor(models, use.type, base);
  if (!file)
    throw new PassError(
      "missing",
      "elsewhere",
      `The image server has no ControlNet “${use.type}” for ${base.main.file}: put one into models/controlnet.`,
    );
  requireFamily(file, base, "ControlNet");
  return { file, union: union.test(file.file) };
};

/** Hangs the controls behind the words, after all regions are combined. A curve becomes a chain of windows of one net. */
export const applyControls = (
  g: GraphBuilder,
  words: Pair,
  controls: readonly FoundControl[],
  { steps, vae }: { steps: number; vae: Out<"VAE"> },
): Pair =>
  controls.reduce((pair, { use, file, union, picture }, at) => {
    const title = `Following the ${use.type}`;
    const [plain] = g.once(`control ${file.file}`, () =>
      g.add("load.control", "ControlNetLoader", { control_net_name: file.file }, title),
    );
    const net = union
      ? g.add(`control.${at + 1}.kind`, "SetUnionControlNetType", { control_net: plain, type: unionNames[use.type] })[0]
      : plain;
    const [given] = g.once(`image ${picture}`, () =>
      g.add("picture", "LoadImage", { image: picture }, "Reading pictures"),
    );
    const image =
      use.prepare === "canny"
        ? g.add(
            `control.${at + 1}.edges`,
            "Canny",
            { image: given, low_threshold: use.low, high_threshold: use.high },
            title,
          )[0]
        : given;
    return windowsOf(use.strength, steps, use.start, use.end).reduce((inner, { strength, start, end }) => {
      const [positive, negative] = g.add(
        `control.${at + 1}`,
        "ControlNetApplyAdvanced",
        { ...inner, control_net: net, image, strength, start_percent: start, end_percent: end, vae },
        title,
      );
      return { positive, negative };
    }, pair);
  }, words);

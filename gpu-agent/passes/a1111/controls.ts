import type { ModelFile } from "../../../contract/engine/report";
import type { ControlType, ControlUse } from "../../../contract/passes/diffusion";
import type { A1111State } from "../../engines/a1111/look";
import { PassError } from "../../engines/engine";
import { type Base, ofRole, requireFamily, requireModel } from "../diffusion/base";
import { type Windowed, windowsOf } from "../diffusion/curve";

/** One unit of the ControlNet extension, all but its picture. */
export type Unit = {
  enabled: true;
  module: string;
  model: string;
  weight: number;
  resize_mode: "Just Resize";
  control_mode: "Balanced";
  guidance_start: number;
  guidance_end: number;
  pixel_perfect: false;
  processor_res: number;
  threshold_a: number;
  threshold_b: number;
  save_detected_map: false;
};
export type FoundControl = { use: ControlUse; file: ModelFile; units: Unit[] };
type Wish = { steps: number; width: number; height: number };

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

const lacking = (message: string) => new PassError("missing", "elsewhere", message);

/**
 * The controls of a recipe as units. The extension knows one weight a unit: a curve becomes a chain of units with a window
 * of steps each, as many as the server has room for. Throws missing for what the server lacks, bad-input for a misfit (B5).
 */
export const findControls = (
  { controlNet, flavour }: Pick<A1111State, "controlNet" | "flavour">,
  controls: readonly ControlUse[],
  base: Base,
  { steps, width, height }: Wish,
): { found: FoundControl[]; warnings: string[] } => {
  const used = controls.filter(({ strength }) => typeof strength !== "number" || strength > 0);
  if (!used.length) return { found: [], warnings: [] };
  if (!controlNet)
    throw lacking(
      `This ${flavour} server has no ControlNet: install the extension sd-webui-controlnet, or take the controls out of the recipe.`,
    );
  if (used.length > controlNet.units)
    throw lacking(
      `The recipe has ${used.length} controls, this ${flavour} server takes ${controlNet.units}: raise “Multi-ControlNet: ControlNet unit number” in its settings.`,
    );
  const curves = used.filter(({ strength }) => typeof strength !== "number").length;
  const room = curves ? Math.floor((controlNet.units - (used.length - curves)) / curves) : 0;
  const warnings: string[] = [];
  const found = used.map((use): FoundControl => {
    const file = modelFor(controlNet.models, use, base, flavour);
    const full = windowsOf(use.strength, steps, use.start, use.end);
    const windows =
      full.length > 1 ? windowsOf(use.strength, Math.min(steps, Math.max(1, room)), use.start, use.end) : full;
    if (windows.length < full.length)
      warnings.push(
        `Control “${use.type}”: its curve became ${windows.length} steps, as many as this server has ControlNet units for (${controlNet.units}).`,
      );
    const module = moduleFor(controlNet.modules, use, flavour);
    return { use, file, units: windows.map((window) => unitOf(use, file, module, window, Math.min(width, height))) };
  });
  return { found, warnings };
};

const modelFor = (models: readonly ModelFile[], use: ControlUse, base: Base, flavour: string): ModelFile => {
  const file = use.file
    ? requireModel(models, "controlnet", use.file, "ControlNet")
    : ofRole(models, "controlnet").find(
        (each) =>
          (each.family === null || each.family === base.family) &&
          kinds[use.type].test(each.file) &&
          !union.test(each.file),
      );
  if (!file)
    throw lacking(
      `This ${flavour} server has no ControlNet “${use.type}” for ${base.main.file}: put one into models/ControlNet.`,
    );
  requireFamily(file, base, "ControlNet");
  if (union.test(file.file))
    throw lacking(
      `${file.file} does several kinds of control: its API cannot say which. Use one made for “${use.type}”, or a node with ComfyUI.`,
    );
  return file;
};
const union = /union|promax/i;

const moduleFor = (modules: readonly string[], { prepare, type }: ControlUse, flavour: string): string => {
  const listed = (name: string) => modules.find((each) => each.toLowerCase() === name);
  if (prepare === "none") return listed("none") ?? "none";
  const canny = listed("canny");
  if (!canny)
    throw lacking(
      `This ${flavour} server cannot draw edges for control “${type}”: give it the map instead of a photograph.`,
    );
  return canny;
};

const unitOf = (
  use: ControlUse,
  file: ModelFile,
  module: string,
  { strength, start, end }: Windowed,
  side: number,
): Unit => {
  const edges = use.prepare === "canny";
  return {
    ...{
      enabled: true,
      module,
      model: file.file,
      weight: strength,
      resize_mode: "Just Resize",
      control_mode: "Balanced",
    },
    ...{ guidance_start: start, guidance_end: end, pixel_perfect: false, save_detected_map: false },
    // Edges are drawn at the picture's own size; the extension counts thresholds in bytes. −1 is its own default.
    processor_res: edges ? side : -1,
    threshold_a: edges ? Math.round(use.low * 255) : -1,
    threshold_b: edges ? Math.round(use.high * 255) : -1,
  };
};

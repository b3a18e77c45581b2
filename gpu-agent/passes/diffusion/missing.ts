import type { PassId } from "../../../contract/passes/catalogue";
import { PassError } from "../../engines/engine";
import { diffusionWork } from "./diffusion-work";
import { needClasses, needModel, type Variant } from "./variants";

// Work for which servers need classes beyond the core of 0.3.64. What is lacking is said to the class and file; that
// this node cannot build such graphs yet is said too, so that nobody installs them in vain.
const notBuilt = {
  what: "a newer Backlot node: this one cannot drive these classes yet",
  where: "this node",
  how: "Update the node when a version says so; until then another node or a pass by hand does it",
};

const lacking = (
  id: string,
  title: string,
  classes: readonly string[],
  more: (state: Parameters<Variant["lacks"]>[0]) => ReturnType<Variant["lacks"]>,
): Variant => ({
  id,
  title,
  lacks: (state) => [...needClasses(state, classes), ...more(state), notBuilt],
});

const unbuilt = <Id extends PassId>(pass: Id, variants: readonly Variant[]) =>
  diffusionWork({
    pass,
    algorithm: "",
    variants,
    paint: () => Promise.reject(new PassError("missing", "elsewhere", "This node cannot do that yet.")),
  });

export const depth = unbuilt("depth", [
  lacking("depth-anything-3", "Depth Anything 3 (core of 2026)", ["LoadDA3Model", "DA3Inference"], () => []),
]);
export const removeBackground = unbuilt("remove-background", [
  lacking("core-2026", "Core of 2026", ["LoadBackgroundRemovalModel", "RemoveBackground"], () => []),
]);
export const segment = unbuilt("segment", [
  lacking("sam3", "SAM 3 (core of 2026)", ["SAM3_Detect"], (state) =>
    needModel(state, "checkpoint", "a SAM 3 checkpoint", ({ file }) => /sam3/i.test(file)),
  ),
]);
export const caption = unbuilt("caption", [
  lacking("text-generate", "Core of 2026", ["TextGenerate"], (state) =>
    needModel(state, "text-encoder", "a text encoder that sees, such as qwen_2.5_vl_7b", ({ file }) =>
      /vl/i.test(file),
    ),
  ),
]);

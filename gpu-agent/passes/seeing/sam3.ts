import type { ModelFile } from "../../../contract/engine/report";
import type { ComfyState } from "../../engines/comfy/comfy-server";
import { PassError, type Wanted } from "../../engines/engine";
import type { GraphBuilder } from "../../graph/builder";
import { ofRole } from "../diffusion/base";
import { needClasses, needModel } from "../diffusion/variants";
import type { Looker } from "./look-at";

const isSam3 = ({ file }: { file: string }) => /sam[-_.]?3/i.test(file);

/** SAM 3 is in the core of newer servers; its file is a checkpoint like any other. */
export const sam3Lacks = (state: ComfyState): Wanted[] => [
  ...needClasses(state, ["SAM3_Detect"]),
  ...needModel(state, "checkpoint", "a SAM 3 checkpoint such as sam3.safetensors", isSam3),
];

/** The SAM 3 file of the server, which now counts as used. Throws when it went away. */
export const sam3Of = (painter: Looker): ModelFile => {
  const file = ofRole(painter.models, "checkpoint").find(isSam3);
  if (!file) throw new PassError("missing", "elsewhere", "The image server does not have its model any more.");
  painter.uses(file);
  return file;
};

export const loadSam3 = (g: GraphBuilder, { file }: ModelFile) =>
  g.add("load", "CheckpointLoaderSimple", { ckpt_name: file }, "Loading SAM 3");

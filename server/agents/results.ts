import type { PassId } from "@/contract/passes/catalogue";
import { facesWereRead } from "./face-results";
import { clipWasRead, framesWereGrabbed } from "./film-results";
import type { ResultEffect } from "./result-effect";
import { stageOutputs } from "./stage-outputs";

/** Pass → effect, all in one table. A new pass does not compile until it has its line. */
export const results: Record<PassId, ResultEffect> = {
  "patch-fill": stageOutputs,
  "extend-backdrop": stageOutputs,
  "face-pop": stageOutputs,
  // Its only output is a mask: kept with the job, offered to the mask document by the canvas.
  "box-select": stageOutputs,
  segment: stageOutputs,
  "segment-points": stageOutputs,
  adjust: stageOutputs,
  "crop-resize": stageOutputs,
  upscale: stageOutputs,
  "control-maps": stageOutputs,
  img2img: stageOutputs,
  inpaint: stageOutputs,
  outpaint: stageOutputs,
  txt2img: stageOutputs,
  "render-frame": stageOutputs,
  depth: stageOutputs,
  "remove-background": stageOutputs,
  panorama: stageOutputs,
  texture: stageOutputs,
  // Its words are a fact of the job.
  caption: stageOutputs,
  "in-between": stageOutputs,
  "turn-around": stageOutputs,
  // Its mesh stays with the job: a mesh is no version of a frame.
  "image-to-mesh": stageOutputs,
  "train-lora": stageOutputs,
  "read-clip": clipWasRead,
  "grab-frames": framesWereGrabbed,
  "read-faces": facesWereRead,
};

import type { PassId } from "../../contract/passes/catalogue";
import { readFaces } from "./faces/read-faces";
import { grabFrames } from "./film/grab-frames";
import { readClip } from "./film/read-clip";
import { adjust } from "./image/adjust";
import { boxSelect } from "./image/box-select";
import { controlMaps } from "./image/control-maps";
import { cropResize } from "./image/crop-resize";
import { extendBackdrop } from "./image/extend-backdrop";
import { facePop } from "./image/face-pop";
import { patchFill } from "./image/patch-fill";
import { needsImageModel, needsSegmentModel } from "./image/unperformed";
import { upscale } from "./image/upscale";
import type { Unperformed, Work } from "./work";

/** How this node performs each pass of the catalogue; a pass without a line does not compile. */
export const works: { readonly [Id in PassId]: Work<Id> | Unperformed } = {
  "patch-fill": patchFill,
  "extend-backdrop": extendBackdrop,
  "face-pop": facePop,
  "box-select": boxSelect,
  adjust,
  "crop-resize": cropResize,
  upscale,
  "control-maps": controlMaps,
  img2img: needsImageModel,
  inpaint: needsImageModel,
  outpaint: needsImageModel,
  txt2img: needsImageModel,
  segment: needsSegmentModel,
  "render-frame": needsImageModel,
  depth: needsImageModel,
  "remove-background": needsSegmentModel,
  panorama: needsImageModel,
  texture: needsImageModel,
  caption: needsImageModel,
  "in-between": needsImageModel,
  "turn-around": needsImageModel,
  "train-lora": needsImageModel,
  "read-clip": readClip,
  "grab-frames": grabFrames,
  "read-faces": readFaces,
};

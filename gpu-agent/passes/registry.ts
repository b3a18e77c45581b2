import type { PassId } from "../../contract/passes/catalogue";
import { img2imgByA1111, inpaintByA1111, txt2imgByA1111 } from "./a1111/works";
import { facePopByServer } from "./diffusion/face-repaint";
import { imageToMesh } from "./diffusion/image-to-mesh";
import { img2img } from "./diffusion/img2img";
import { inpaint } from "./diffusion/inpaint";
import { inBetween, turnAround } from "./diffusion/motion";
import { outpaint } from "./diffusion/outpaint";
import { renderFrame } from "./diffusion/render-frame";
import { panorama, texture } from "./diffusion/seamless";
import { trainLora } from "./diffusion/train-lora";
import { txt2img } from "./diffusion/txt2img";
import { upscaleByServer } from "./diffusion/upscale";
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
import { upscale } from "./image/upscale";
import { orElse } from "./or-else";
import { caption } from "./seeing/caption";
import { depth } from "./seeing/depth";
import { removeBackground } from "./seeing/remove-background";
import { segment } from "./seeing/segment";
import { segmentPoints } from "./seeing/segment-points";
import { trainByCommand } from "./trainer/train-by-command";
import type { Unperformed, Ways, Work } from "./work";

/** How this node performs each pass of the catalogue; a pass without a line does not compile. */
export const works: { readonly [Id in PassId]: Work<Id> | Ways<Id> | Unperformed } = {
  "patch-fill": patchFill,
  "extend-backdrop": extendBackdrop,
  "face-pop": { ways: [facePopByServer, facePop] },
  "box-select": boxSelect,
  adjust,
  "crop-resize": cropResize,
  upscale: { ways: [upscaleByServer, upscale] },
  "control-maps": controlMaps,
  img2img: { ways: [orElse(img2img, img2imgByA1111), img2imgByA1111] },
  inpaint: { ways: [orElse(inpaint, inpaintByA1111), inpaintByA1111] },
  outpaint,
  txt2img: { ways: [orElse(txt2img, txt2imgByA1111), txt2imgByA1111] },
  segment,
  "segment-points": segmentPoints,
  "render-frame": renderFrame,
  depth,
  "remove-background": removeBackground,
  panorama,
  texture,
  caption,
  "in-between": inBetween,
  "turn-around": turnAround,
  "image-to-mesh": imageToMesh,
  "train-lora": { ways: [trainByCommand, trainLora] },
  "read-clip": readClip,
  "grab-frames": grabFrames,
  "read-faces": readFaces,
};

import type { z } from "zod";
import type { AnyPass } from "./define";
import { readFaces } from "./faces/read-faces";
import { grabFrames } from "./film/grab-frames";
import { readClip } from "./film/read-clip";
import { adjust } from "./image/adjust";
import { boxSelect } from "./image/box-select";
import { caption } from "./image/caption";
import { controlMaps } from "./image/control-maps";
import { cropResize } from "./image/crop-resize";
import { depth } from "./image/depth";
import { extendBackdrop } from "./image/extend-backdrop";
import { facePop } from "./image/face-pop";
import { imageToMesh } from "./image/image-to-mesh";
import { img2img } from "./image/img2img";
import { inBetween, turnAround } from "./image/in-between";
import { inpaint } from "./image/inpaint";
import { outpaint } from "./image/outpaint";
import { panorama } from "./image/panorama";
import { patchFill } from "./image/patch-fill";
import { removeBackground } from "./image/remove-background";
import { renderFrame } from "./image/render-frame";
import { segment } from "./image/segment";
import { segmentPoints } from "./image/segment-points";
import { texture } from "./image/texture";
import { trainLora } from "./image/train-lora";
import { txt2img } from "./image/txt2img";
import { upscale } from "./image/upscale";

/** Every pass the studio knows, by id. Adding one: its file, a line here, a file in gpu-agent/passes. */
export const catalogue = {
  "patch-fill": patchFill,
  "extend-backdrop": extendBackdrop,
  "face-pop": facePop,
  "box-select": boxSelect,
  adjust,
  "crop-resize": cropResize,
  upscale,
  "control-maps": controlMaps,
  img2img,
  inpaint,
  outpaint,
  txt2img,
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
  "train-lora": trainLora,
  "read-clip": readClip,
  "grab-frames": grabFrames,
  "read-faces": readFaces,
} as const;

export type PassId = keyof typeof catalogue;
/** What a form or a caller may write; missing parameters take their defaults. */
export type ParamsIn<Id extends PassId> = z.input<(typeof catalogue)[Id]["params"]>;
/** Complete parameters, as parsed. */
export type ParamsOf<Id extends PassId> = z.output<(typeof catalogue)[Id]["params"]>;
export type InputsOf<Id extends PassId> = keyof (typeof catalogue)[Id]["inputs"] & string;
export type OutputsOf<Id extends PassId> = keyof (typeof catalogue)[Id]["outputs"] & string;

export const passIds = Object.keys(catalogue) as [PassId, ...PassId[]];
export const passList: readonly AnyPass[] = passIds.map((id) => catalogue[id]);

export const isPassId = (id: string): id is PassId => Object.hasOwn(catalogue, id);
/** The pass of that id, or undefined when this studio does not know it. */
export const findPass = (id: string): AnyPass | undefined => (isPassId(id) ? catalogue[id] : undefined);

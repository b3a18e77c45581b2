import type { TiledMask } from "@/contract/mask/tiles";

/** 0-255 each. */
export type Rgb = readonly [number, number, number];
/** Cyan, away from any layer's own colour. */
export const PROPOSED: Rgb = [0x38, 0xbd, 0xf8];
/** One mask as the view draws it: in its colour over the picture, or alone in black and white while active. What is only proposed keeps its colour in every view. */
/** `untinted`: something else shows it over the picture. */
export type MaskLook = {
  mask: TiledMask;
  colour: Rgb;
  visible: boolean;
  active: boolean;
  proposed?: boolean;
  untinted?: boolean;
};

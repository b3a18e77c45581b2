import type { TiledMask } from "@/contract/mask/tiles";

/** 0-255 each. */
export type Rgb = readonly [number, number, number];
/** One mask as the view draws it: in its colour over the picture, or alone in black and white while active. */
export type MaskLook = { mask: TiledMask; colour: Rgb; visible: boolean; active: boolean };

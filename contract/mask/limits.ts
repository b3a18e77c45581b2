/** Raise it when the same ops begin to mean other pixels; it is part of a mask's identity. */
export const MASK_CORE_VERSION = 1;
export const MAX_MASK_SIDE = 16_384;
/** 8192 x 8192: the core then holds at most 67 MB. */
export const MAX_MASK_PIXELS = 67_108_864;

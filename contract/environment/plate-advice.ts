/**
 * A camera's path over a flat plate. `panX` and `panY` are how far the frame travels, in pixels of the output at its
 * widest; `zoom` is the closest view as a multiple of the widest (1: no zoom).
 */
export type PlateMove = { panX: number; panY: number; zoom: number };
export type Size = { width: number; height: number };

export type PlateAdvice = {
  /** Pixels the plate needs so that no output pixel is made up. */
  needed: Size;
  /** Plate pixels per output pixel at the closest view; below 1 the picture softens. */
  sharpness: number;
  verdict: "enough" | "soft" | "too small";
  /** The whole factor to upscale by; 1 when it is enough. */
  upscale: number;
  /** The closest zoom this plate carries with this pan; below 1 it does not carry the pan alone. */
  zoomCarried: number;
  words: string;
};

const amount = (value: number) => String(Math.round(value));

/** What a plate must have for a move, and whether this one has it. Sizes in pixels, all above 0. */
export const plateAdvice = (plate: Size, output: Size, move: PlateMove): PlateAdvice => {
  const zoom = Math.max(1, move.zoom);
  const widest = { width: output.width + Math.abs(move.panX), height: output.height + Math.abs(move.panY) };
  const needed = { width: Math.ceil(widest.width * zoom), height: Math.ceil(widest.height * zoom) };
  const carried = Math.min(plate.width / widest.width, plate.height / widest.height);
  const sharpness = carried / zoom;
  const verdict = sharpness >= 1 ? "enough" : sharpness >= 0.8 ? "soft" : "too small";
  const upscale = sharpness >= 1 ? 1 : Math.ceil(1 / sharpness - 1e-9);
  const have = `${plate.width} × ${plate.height}`;
  const need = `${amount(needed.width)} × ${amount(needed.height)}`;
  const words =
    verdict === "enough"
      ? `Enough: the move needs ${need} pixels and the plate has ${have}.`
      : verdict === "soft"
        ? `A little soft: the move needs ${need} pixels and the plate has ${have}. Upscale it ${upscale}× or move less.`
        : `Too small: the move needs ${need} pixels and the plate has ${have}. Upscale it ${upscale}×, paint it larger, or move less.`;
  return { needed, sharpness, verdict, upscale, zoomCarried: carried, words };
};

/** How wide a 360° panorama must be so that a view of `fov` degrees across fills an output of `width` pixels. */
export const panoramaWidthNeeded = (width: number, fov: number): number =>
  Math.ceil((width * 360) / Math.min(179, Math.max(1, fov)));

/** The same for a panorama: it has enough, or the widest picture it can give at this field of view. */
export const panoramaAdvice = (panorama: Size, width: number, fov: number): { enough: boolean; words: string } => {
  const needed = panoramaWidthNeeded(width, fov);
  const given = Math.floor((panorama.width * Math.min(179, Math.max(1, fov))) / 360);
  const enough = panorama.width >= needed;
  const asked = `A ${amount(fov)}° view ${width} pixels wide`;
  return {
    enough,
    words: enough
      ? `Enough: ${asked.toLowerCase()} needs a panorama ${needed} wide, this one is ${panorama.width}.`
      : `Too small: ${asked.toLowerCase()} needs a panorama ${needed} wide; this one is ${panorama.width} and gives ${given} pixels.`,
  };
};

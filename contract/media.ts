/** Longest sides of the thumbnails that are made when a picture is taken in. */
export const ladder = [256, 1024] as const;

/**
 * Sizes a picture can be asked for. Made when first asked: 2048, and "full", its exact pixels as node and canvas count
 * them (upright, 8-bit sRGB, lossless, in a kind every browser shows). "original" is the file as it was given, byte for byte.
 */
export type LadderSize = (typeof ladder)[number] | 2048 | "full" | "original";
export const ladderSizes: readonly LadderSize[] = [...ladder, 2048, "full", "original"];

/** What a screen needs to reserve the place of a picture and to fetch it. `colour` is its average, as #rrggbb. */
export type Picture = { id: string; width: number; height: number; colour: string };

/** Limits of what is accepted. A 16-bit or CMYK original is kept as it is and converted to 8-bit sRGB where it is worked on. */
export const mediaLimits = {
  /** 512 MiB: a 16-bit scan is large, and so is a take of a few minutes. */
  bytes: 512 * 1024 * 1024,
  /** 100 megapixels: a 10,000 × 10,000 plate decodes to 400 MB, more would endanger the server. */
  pixels: 100_000_000,
  /** 50 megapixels of linear light (.hdr, .exr): 10,000 × 5,000, decoded in plain JavaScript at 4 to 8 bytes a pixel. */
  lightPixels: 50_000_000,
  /** Pixels a side. */
  side: 16_384,
} as const;

/** Files of linear light: kept as they are, and shown tone-mapped to 8-bit sRGB. Only places take them. */
export const lightMimes = ["image/vnd.radiance", "image/x-exr"] as const;
export const isLightMime = (mime: string): boolean => lightMimes.some((one) => one === mime);

/** The purpose of an upload that is a film; every other purpose takes pictures only. */
export const clipPurpose = "clip";

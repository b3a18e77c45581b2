// Free of zod: every page of a project reads it in the browser.

/** Width and height of a film's frame, in pixels. */
export type FrameSize = { width: number; height: number };

/** Pixels a side may have: what a picture of the studio may be. */
export const frameSide = { least: 16, most: 16_384 } as const;

/** What a film is delivered in most often; any other size is written as "2048 × 858". */
export const commonFrames = [
  { width: 1920, height: 1080, name: "HD" },
  { width: 2048, height: 858, name: "2K scope" },
  { width: 3840, height: 2160, name: "UHD" },
  { width: 1080, height: 1920, name: "Upright" },
] as const;

/** "1920 × 1080" */
export const frameWords = ({ width, height }: FrameSize): string => `${width} × ${height}`;

const fits = (side: number) => side >= frameSide.least && side <= frameSide.most;

/** Reads "1920x1080" or "1920 × 1080"; null when it is no size of 16 to 16,384 pixels each way. */
export const readFrameSize = (text: string): FrameSize | null => {
  const [, wide, high] = /^\s*(\d{1,5})\s*[x×*,\s]\s*(\d{1,5})\s*$/i.exec(text) ?? [];
  const size = { width: Number(wide), height: Number(high) };
  return fits(size.width) && fits(size.height) ? size : null;
};

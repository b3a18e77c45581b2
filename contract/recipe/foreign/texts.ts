/** Words a picture carries beside its pixels. `keyword` is the PNG keyword, or the name of the EXIF tag. */
export type EmbeddedText = { keyword: string; text: string };
export type Embedded = {
  texts: EmbeddedText[];
  /** A signed manifest of where the picture comes from is there. Its signature is not checked. */
  c2pa: boolean;
};

/** One text longer than this is nobody's settings (2 Mi characters); neither are more than so many. */
export const embeddedLimits = { characters: 2 * 1024 * 1024, texts: 200 } as const;

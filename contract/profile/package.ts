import type { Slot } from "./angles";

/** A picture of a package as a revision keeps it. */
export type RevisionImage = {
  imageId: string;
  mediaId: string;
  sha256: string;
  slot: Slot | null;
  keep: boolean | null;
  lighting: string;
  expression: string;
};

/** Advice given when a package becomes a dataset (B47): shown, never blocking. */
export type DatasetAdvice = { id: string; text: string };

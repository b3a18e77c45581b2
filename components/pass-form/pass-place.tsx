"use client";

import { createContext, useContext } from "react";

/** Where a form stands: what its pickers may offer. */
export type PassPlace = {
  /** The version the pass works on; null: none, or many at once. */
  versionId: string | null;
  /** Pictures that are pinned already, by slot, in order: those of a recipe. Undefined: they may be chosen. */
  pinned?: Readonly<Record<string, readonly string[]>>;
};

const nowhere: PassPlace = { versionId: null };

export const PassPlaceContext = createContext<PassPlace>(nowhere);
export const usePassPlace = (): PassPlace => useContext(PassPlaceContext);

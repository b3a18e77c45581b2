import { PLATES, SHEETS } from "./sheets.mjs";
import { SHOTS } from "./shots.mjs";

export const PICTURES = [...SHOTS, ...PLATES, ...SHEETS];

import type { Version } from "./version-words";

export const stageModes = ["one", "wipe", "side", "difference"] as const;
export type StageMode = (typeof stageModes)[number];

/** What the stage needs of a version. */
export type StagedVersion = Pick<Version, "id" | "picture" | "number" | "state">;

/** Made when a picture is taken in, so it answers at once; larger ones are made when first asked for. */
export const firstRung = 1024;

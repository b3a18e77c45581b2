import type { Output } from "@/components/trpc";

export type ShotDetail = Output["script"]["shot"];
export type FrameDetail = ShotDetail["frames"][number];
export type Version = FrameDetail["versions"][number];

/** 2 → "v002" */
export const versionName = (number: number): string => `v${String(number).padStart(3, "0")}`;

/** "v002", or what keeps it from having a number. */
export const nameOf = ({ number, state }: Pick<Version, "number" | "state">): string =>
  number !== null ? versionName(number) : state;

/** "face-pop" → "Face pop" */
export const passTitle = (pass: string): string => {
  const words = pass.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const origins: Record<Version["origin"], string> = {
  upload: "Brought by hand",
  package: "From a package",
  environment: "From an environment",
  pass: "Made by a pass",
  sample: "Sample picture",
  canvas: "Put together on the canvas",
};

/** How it came to be, in two or three words. */
export const originOf = ({ recipe, origin }: Pick<Version, "recipe" | "origin">): string =>
  recipe ? passTitle(recipe.pass) : origins[origin];

/** What to compare a version with: its first parent, else the accepted picture numbered before it. */
export const versionBefore = (versions: readonly Version[], version: Version): Version | undefined => {
  const parent = versions.find(({ id }) => version.parents.includes(id));
  if (parent) return parent;
  const earlier = versions.filter(
    ({ number, kind }) => kind === "picture" && number !== null && (version.number === null || number < version.number),
  );
  return earlier.filter(({ id }) => id !== version.id).at(-1);
};

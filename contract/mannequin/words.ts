// Without zod, which browsers have no other use for here.

/** The places of a body that can be painted apart; an accessory is where somebody paints it. */
export const bodyParts = ["hair", "head", "torso", "arms", "hands", "legs", "feet", "accessory"] as const;
export type BodyPart = (typeof bodyParts)[number];

/** From which side the figure is seen. */
export const mannequinViews = ["front", "three-quarter", "side", "back"] as const;
export type MannequinView = (typeof mannequinViews)[number];

/** The figures there are. */
export const mannequinBuilds = ["average", "slim", "curvy", "broad", "heavy", "child"] as const;
export type MannequinBuild = (typeof mannequinBuilds)[number];

import type { BodyPart, MannequinBuild } from "./words";

/** x to the figure's left, y up from the ground, z out of the chest; the average figure is 1 high. */
export type Point = readonly [x: number, y: number, z: number];
/** A ball rolled from one point to another while its radius changes. */
export type Limb = { part: BodyPart; from: Point; to: Point; r0: number; r1: number };

/** How a build differs from the average, as factors; `head` about the chin, `bust` as a radius. */
type Shape = {
  shoulders: number;
  chest: number;
  waist: number;
  hips: number;
  arms: number;
  legs: number;
  head: number;
  bust: number;
};
const average: Shape = { shoulders: 1, chest: 1, waist: 1, hips: 1, arms: 1, legs: 1, head: 1, bust: 0 };
const shapes: Readonly<Record<MannequinBuild, Shape>> = {
  average,
  slim: { ...average, shoulders: 0.94, chest: 0.88, waist: 0.84, hips: 0.9, arms: 0.82, legs: 0.84 },
  curvy: { ...average, shoulders: 0.9, chest: 0.92, waist: 0.82, hips: 1.12, arms: 0.84, legs: 1.02, bust: 0.036 },
  broad: { ...average, shoulders: 1.18, chest: 1.16, waist: 1.02, hips: 0.98, arms: 1.24, legs: 1.08 },
  heavy: { ...average, shoulders: 1.08, chest: 1.22, waist: 1.52, hips: 1.28, arms: 1.26, legs: 1.24 },
  child: { ...average, shoulders: 0.86, chest: 0.96, waist: 1.06, hips: 0.94, arms: 0.96, legs: 0.98, head: 1.62 },
};

const CHIN = 0.872;

/** Both sides of the body from the figure's left one. */
const both = (limb: Limb): Limb[] => [
  limb,
  { ...limb, from: [-limb.from[0], limb.from[1], limb.from[2]], to: [-limb.to[0], limb.to[1], limb.to[2]] },
];

/** A standing figure, arms a little away from the body, about 1 high with its soles at 0. */
export function bodyOf(build: MannequinBuild): Limb[] {
  const { shoulders: s, chest, waist, hips, arms, legs, bust, head } = shapes[build];
  const limb = (part: BodyPart, from: Point, to: Point, r0: number, r1 = r0): Limb => ({ part, from, to, r0, r1 });
  const trunk = [
    limb("torso", [-0.07 * s, 0.752, 0], [0.07 * s, 0.752, 0], 0.064 * chest),
    ...both(limb("torso", [0.02, 0.83, -0.012], [0.118 * s, 0.798, -0.006], 0.026, 0.034)),
    ...both(limb("torso", [0.066 * s, 0.752, 0], [0.034 * waist, 0.635, 0.002], 0.06 * chest, 0.056 * waist)),
    limb("torso", [0, 0.75, 0.004], [0, 0.635, 0.006], 0.064 * chest, 0.062 * waist),
    ...both(limb("torso", [0.034 * waist, 0.635, 0.002], [0.05 * hips, 0.535, -0.004], 0.056 * waist, 0.066 * hips)),
    limb("torso", [-0.04 * hips, 0.52, -0.012], [0.04 * hips, 0.52, -0.012], 0.066 * hips),
    ...(bust > 0 ? both(limb("torso", [0.046, 0.744, 0.034], [0.042, 0.728, 0.036], bust)) : []),
  ];
  const [shoulder, elbow, wrist] = [0.128 * s, 0.128 * s + 0.06, 0.128 * s + 0.102];
  const limbs = [
    ...both(limb("arms", [shoulder, 0.79, -0.004], [elbow, 0.632, -0.012], 0.037 * arms, 0.028 * arms)),
    ...both(limb("arms", [elbow, 0.632, -0.012], [wrist, 0.487, 0.012], 0.029 * arms, 0.019 * arms)),
    ...both(limb("hands", [wrist + 0.005, 0.468, 0.015], [wrist + 0.016, 0.408, 0.026], 0.021, 0.012)),
    ...both(limb("hands", [wrist - 0.004, 0.458, 0.026], [wrist - 0.008, 0.424, 0.042], 0.01, 0.007)),
    ...both(limb("legs", [0.056 * hips, 0.505, -0.006], [0.072, 0.285, 0.006], 0.068 * legs, 0.042 * legs)),
    ...both(limb("legs", [0.072, 0.285, 0.004], [0.076, 0.2, -0.014], 0.04 * legs, 0.042 * legs)),
    ...both(limb("legs", [0.076, 0.2, -0.014], [0.08, 0.065, -0.012], 0.041 * legs, 0.024 * legs)),
    ...both(limb("feet", [0.08, 0.034, -0.026], [0.092, 0.02, 0.085], 0.034, 0.02)),
  ];
  const skull = [
    limb("head", [0, 0.87, -0.012], [0, 0.822, -0.014], 0.029),
    limb("head", [0, 0.945, 0], [0, 0.898, 0.016], 0.058, 0.036),
    limb("head", [0, 0.934, 0.056], [0, 0.914, 0.064], 0.006, 0.01),
    ...both(limb("head", [0.058, 0.935, -0.004], [0.056, 0.915, -0.004], 0.009, 0.007)),
    limb("hair", [0, 0.958, -0.008], [0, 0.928, -0.03], 0.062, 0.054),
  ];
  const grown = skull.map((one) => scaled(one, head, CHIN));
  const top = 1.02 + (1.02 - CHIN) * (head - 1);
  return [...trunk, ...limbs, ...grown].map((one) => scaled(one, 1.02 / top, 0));
}

/** Larger or smaller about a height on the body's axis. */
const scaled = (limb: Limb, by: number, about: number): Limb => {
  const point = ([x, y, z]: Point): Point => [x * by, about + (y - about) * by, z * by];
  return { ...limb, from: point(limb.from), to: point(limb.to), r0: limb.r0 * by, r1: limb.r1 * by };
};

import { z } from "zod";
import { lightLimits, wrapDegrees } from "./light";

const point = z.object({
  at: z.number().min(0).max(lightLimits.flickerSeconds, { error: "A flicker curve lasts at most 60 seconds" }),
  level: z.number().min(0).max(lightLimits.flickerLevel, { error: "A flicker level is between 0 and 4" }),
});

/** Points in the order of their time, the first at 0; no point for a steady light. */
export const flickerCurve = z
  .array(point)
  .max(lightLimits.flickerPoints, { error: "A flicker curve has at most 64 points: remove some" })
  .refine((all) => all.every(({ at }, n) => (n === 0 ? at === 0 : at > (all[n - 1]?.at ?? 0))), {
    error: "The points of a flicker curve run forward in time, the first one at 0 seconds",
  });

/** The fields of a light, each with its range; an azimuth beyond a turn is brought back into 0–360. */
export const lightFields = {
  azimuth: z
    .number()
    .min(-3600)
    .max(3600)
    .transform((degrees) => wrapDegrees(degrees)),
  elevation: z.number().min(-90, { error: "Elevation is −90 to 90 degrees" }).max(90, {
    error: "Elevation is −90 to 90 degrees",
  }),
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, { error: "A light's colour is written like #ffc080" })
    .transform((text) => text.toLowerCase()),
  intensity: z.number().min(0, { error: "Intensity is 0 to 8" }).max(lightLimits.intensity, {
    error: "Intensity is 0 to 8",
  }),
  flicker: flickerCurve,
};

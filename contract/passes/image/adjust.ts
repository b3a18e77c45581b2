import { z } from "zod";
import { definePass, type FieldHelp } from "../define";

const byHand = { field: "levels", is: ["by hand"] } as const;

export const adjust = definePass({
  id: "adjust",
  version: 1,
  title: "Adjust colour",
  verb: "Queue colour adjustment",
  summary: "Levels, white balance, gamma and saturation; inside the mask only, if there is one.",
  group: "colour",
  params: z
    .object({
      whiteBalance: z
        .enum(["off", "grey world"])
        .default("grey world")
        .meta({
          title: "White balance",
          help: "Grey world makes the average colour neutral: wrong for a picture that is meant to be one colour",
          choices: { off: "Off", "grey world": "Grey world" },
        } satisfies FieldHelp),
      levels: z
        .enum(["off", "auto", "by hand"])
        .default("auto")
        .meta({
          title: "Levels",
          help: "Auto stretches the darkest and brightest parts to full black and white",
          choices: { off: "Off", auto: "Auto", "by hand": "By hand" },
        } satisfies FieldHelp),
      clip: z
        .number()
        .min(0)
        .max(5)
        .default(0.5)
        .meta({
          title: "Clip",
          help: "Share of pixels that auto levels may lose at each end",
          unit: "%",
          step: 0.1,
          advanced: true,
          when: { field: "levels", is: ["auto"] },
        } satisfies FieldHelp),
      black: z
        .number()
        .int()
        .min(0)
        .max(254)
        .default(0)
        .meta({ title: "Black point", help: "This value becomes black", when: byHand } satisfies FieldHelp),
      white: z
        .number()
        .int()
        .min(1)
        .max(255)
        .default(255)
        .meta({ title: "White point", help: "This value becomes white", when: byHand } satisfies FieldHelp),
      gamma: z
        .number()
        .min(0.2)
        .max(5)
        .default(1)
        .meta({ title: "Gamma", help: "Above 1 lifts the middle tones", step: 0.05 } satisfies FieldHelp),
      saturation: z
        .number()
        .min(0)
        .max(2)
        .default(1)
        .meta({ title: "Saturation", help: "0 is grey, 1 leaves it", step: 0.05 } satisfies FieldHelp),
    })
    .refine(({ black, white }) => black < white, { path: ["black"], error: "must be below the white point" }),
  inputs: {
    image: { kind: "image", title: "Picture" },
    mask: { kind: "mask", title: "Where to adjust", optional: true },
  },
  outputs: { picture: { kind: "picture", title: "Adjusted picture" } },
  needs: () => ({}),
});

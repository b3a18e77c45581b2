import { z } from "zod";
import type { FieldHelp } from "./define";

// Parameters that several passes share, so that one word means one thing with one range.

const help = (meta: FieldHelp) => meta;
const within = (max: number) => z.number().min(-max).max(max);

/** A rectangle in pixels of the source picture; it may reach over the edge. */
export const Box = z.object({
  x: within(16_384),
  y: within(16_384),
  width: z.number().min(1).max(16_384),
  height: z.number().min(1).max(16_384),
});
export type Box = z.infer<typeof Box>;

/** A square by its centre, in pixels of the source picture. */
export const FaceBox = z.object({ x: within(16_384), y: within(16_384), side: z.number().min(8).max(8_192) });
export type FaceBox = z.infer<typeof FaceBox>;

const place = { x: within(16_384), y: within(16_384) };

/**
 * What a person marked on a picture, in its pixels: a point on the thing (`keep`), a point that is not of it (`not`), or a box
 * around one thing. What a list of them means: contract/passes/marks.ts.
 */
export const Mark = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("keep"), ...place }),
  z.object({ kind: z.literal("not"), ...place }),
  z.object({ kind: z.literal("box"), ...Box.shape }),
]);
export type Mark = z.infer<typeof Mark>;

const EyePoint = z.object({ x: within(16_384), y: within(16_384) });

/** The two eye centres, left and right as they appear on the upright face. */
export const EyeLine = z.object({ left: EyePoint, right: EyePoint });
export type EyeLine = z.infer<typeof EyeLine>;

/** Pixels to add on each side. */
export const Edges = (most: number, initial: number) => {
  const side = z.number().int().min(0).max(most).default(initial);
  return z.object({ top: side, right: side, bottom: side, left: side });
};
export type Edges = { top: number; right: number; bottom: number; left: number };

/** Largest seed: what a JavaScript number holds exactly. */
export const largestSeed = Number.MAX_SAFE_INTEGER;

/** −1 asks for a random seed; it is made concrete when the job is queued and stored (B15). */
export const seed = () =>
  z
    .number()
    .int()
    .min(-1)
    .max(largestSeed)
    .default(-1)
    .meta(help({ title: "Seed", help: "−1 picks one at random when queued and stores it", control: "seed" }));

/** Seed of a fill that repeats: same picture, mask and seed give the same bytes. */
export const fixedSeed = () =>
  z
    .number()
    .int()
    .min(-1)
    .max(largestSeed)
    .default(1)
    .meta(help({ title: "Seed", help: "Another number tries another fill; −1 picks one at random", control: "seed" }));

export const protectFaces = () =>
  z
    .boolean()
    .default(true)
    .meta(
      help({
        title: "Never copy faces",
        help: "Heads the node can find are no source; drawn ones it rarely finds, so mask those yourself",
      }),
    );

export const prompt = (example: string) =>
  z
    .string()
    .max(4_000)
    .default("")
    .meta(help({ title: "Prompt", help: example, control: "prompt" }));

export const negative = (example: string) =>
  z
    .string()
    .max(4_000)
    .default("")
    .meta(help({ title: "Negative prompt", help: example, control: "prompt" }));

const samplers = ["restart", "dpmpp_2m", "dpmpp_2m_sde", "dpmpp_sde", "euler", "euler_ancestral", "ddim"] as const;
export const sampler = () =>
  z
    .enum(samplers)
    .default("restart")
    .meta(
      help({
        title: "Sampler",
        help: "A node without Restart uses DPM++ 2M and says so",
        advanced: true,
        choices: {
          restart: "Restart",
          dpmpp_2m: "DPM++ 2M",
          dpmpp_2m_sde: "DPM++ 2M SDE",
          dpmpp_sde: "DPM++ SDE",
          euler: "Euler",
          euler_ancestral: "Euler a",
          ddim: "DDIM",
        },
      }),
    );

const schedules = ["automatic", "karras", "exponential", "normal", "simple"] as const;
export const schedule = () =>
  z
    .enum(schedules)
    .default("automatic")
    .meta(
      help({
        title: "Schedule",
        help: "A node without Automatic uses Karras",
        advanced: true,
        choices: {
          automatic: "Automatic",
          karras: "Karras",
          exponential: "Exponential",
          normal: "Normal",
          simple: "Simple",
        },
      }),
    );

export const steps = (initial: number, band?: readonly [number, number]) =>
  z
    .number()
    .int()
    .min(1)
    .max(150)
    .default(initial)
    .meta(help({ title: "Steps", unit: "steps", ...(band && { band }) }));

export const cfg = () =>
  z
    .number()
    .min(1)
    .max(20)
    .default(7)
    .meta(help({ title: "CFG", help: "How literally the prompt is taken", band: [6, 8], step: 0.5 }));

export const denoise = (initial: number, words: string, band?: readonly [number, number]) =>
  z
    .number()
    .min(0)
    .max(1)
    .default(initial)
    .meta(help({ title: "Denoise", help: words, step: 0.01, ...(band && { band }) }));

/** VRAM of B3 and the role every diffusion pass asks for. */
export const diffusionNeeds = { vramGb: 8, models: ["checkpoint"] } as const;

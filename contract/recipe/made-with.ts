import { z } from "zod";
import { modelFamilies, modelRoles } from "../engine/report";

/** One graph as it was posted, in the server's API form: node id → class and inputs. */
export const PostedGraph = z.object({
  /** The part of the pass: "main", "tile 3", "Mei's face". */
  stage: z.string(),
  promptId: z.string(),
  graph: z.record(z.string(), z.unknown()),
  /** Seconds by the server's own clock; null: it did not say. */
  seconds: z.number().nullable(),
});
export type PostedGraph = z.infer<typeof PostedGraph>;

/**
 * What a version was really made with, beside its recipe: kept by the studio as `facts.madeWith`. Enough to run the very
 * same graphs again and to say why two versions differ. PNG files of the node hold none of it; the studio writes what
 * it exports.
 */
export const MadeWith = z.object({
  format: z.literal(1),
  engine: z.object({
    kind: z.enum(["comfyui", "a1111"]),
    version: z.string(),
    device: z.string(),
    /** Flags of the server that can change pixels: "--force-fp32". */
    flags: z.array(z.string()),
  }),
  agentVersion: z.string(),
  /** Which way of doing the pass was taken. */
  variant: z.string(),
  family: z.enum(modelFamilies).nullable(),
  /** Steps of the memory ladder that were taken: 0 is none; above 1 the pixels are others. */
  degraded: z.number().int(),
  models: z.array(
    z.object({
      role: z.enum(modelRoles),
      file: z.string(),
      family: z.enum(modelFamilies).nullable(),
      /** Null: the node cannot see the file. */
      sha256: z.string().nullable(),
    }),
  ),
  /** Pictures that went into graphs, by the name they have in them. */
  inputs: z.array(z.object({ name: z.string(), sha256: z.string() })),
  seeds: z.array(z.object({ stage: z.string(), seed: z.number().int() })),
  sampler: z.object({ name: z.string(), scheduler: z.string() }).nullable(),
  graphs: z.array(PostedGraph),
});
export type MadeWith = z.infer<typeof MadeWith>;

/** What made a version, from its facts; undefined for one no image server made. */
export const madeWithOf = (facts: Readonly<Record<string, unknown>>): MadeWith | undefined =>
  MadeWith.safeParse(facts.madeWith).data;

import { z } from "zod";

/** One thing that is not there: what, the folder or place it belongs in, and how to get it. */
export const Wanting = z.object({
  what: z.string().max(300),
  where: z.string().max(300).optional(),
  how: z.string().max(500).optional(),
});
export type Wanting = z.infer<typeof Wanting>;

/** What a node says about one pass. `missing` names exactly what is wanted, where it goes and how to get it. */
export const Offer = z.object({
  pass: z.string().max(60),
  version: z.number().int().min(1),
  state: z.enum(["ready", "rough", "missing"]),
  engine: z.string().max(60).default(""),
  rough: z.string().max(300).optional(),
  missing: z.array(Wanting).max(20).default([]),
});
export type Offer = z.infer<typeof Offer>;

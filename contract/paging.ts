import { z } from "zod";

/** Pages by offset: lists are at most some thousands of rows and people jump in them. */
export const Page = z.object({
  limit: z.number().int().min(1).max(500).default(200),
  offset: z.number().int().min(0).max(1_000_000).default(0),
});
export type Page = z.infer<typeof Page>;

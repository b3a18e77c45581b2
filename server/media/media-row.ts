import type { media } from "@/db/schema";

export type MediaRow = typeof media.$inferSelect;

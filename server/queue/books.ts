import type { StudioContext } from "@/server/context";

/** What a transaction of no particular person carries. */
export type Books = Pick<StudioContext, "db" | "announcements">;

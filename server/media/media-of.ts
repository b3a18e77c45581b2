import { and, eq } from "drizzle-orm";
import { media } from "@/db/schema";
import type { StudioContext } from "../context";
import { NotFoundError } from "../errors";
import type { MediaRow } from "./media-row";

/** The team's picture of this id. NotFoundError otherwise, also for another team's. */
export async function mediaOf({ db, teamId }: Pick<StudioContext, "db" | "teamId">, id: string): Promise<MediaRow> {
  const [row] = await db
    .select()
    .from(media)
    .where(and(eq(media.id, id), eq(media.teamId, teamId)));
  if (!row) throw new NotFoundError("The picture");
  return row;
}

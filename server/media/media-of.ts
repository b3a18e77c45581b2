import { and, eq } from "drizzle-orm";
import { media } from "@/db/schema";
import type { StudioContext } from "../context";
import { NotFoundError } from "../errors";
import { isFilm, notAPicture } from "./film";
import type { MediaRow } from "./media-row";
import { aMeshIsNoPicture, isMesh } from "./mesh";

/** The team's file of this id, picture, film or mesh. NotFoundError otherwise, also for another team's. */
export async function fileOf({ db, teamId }: Pick<StudioContext, "db" | "teamId">, id: string): Promise<MediaRow> {
  const [row] = await db
    .select()
    .from(media)
    .where(and(eq(media.id, id), eq(media.teamId, teamId)));
  if (!row) throw new NotFoundError("The picture");
  return row;
}

/** The team's picture of this id. NotFoundError otherwise, also for another team's; BadInputError for a film or a mesh. */
export async function mediaOf(ctx: Pick<StudioContext, "db" | "teamId">, id: string): Promise<MediaRow> {
  const row = await fileOf(ctx, id);
  if (isFilm(row)) throw notAPicture(row.name);
  if (isMesh(row)) throw aMeshIsNoPicture(row.name);
  return row;
}

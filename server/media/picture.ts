import type { Picture } from "@/contract/media";
import { media } from "@/db/schema";

/** The columns of a picture as screens want it; join `media` first. */
export const pictureColumns = { mediaId: media.id, width: media.width, height: media.height, colour: media.colour };

type Joined = { mediaId: string; width: number; height: number; colour: string };

/** A joined row's picture, or null when the left join found none. */
export const toPicture = (row: { [K in keyof Joined]: Joined[K] | null } | null | undefined): Picture | null =>
  row?.mediaId && row.width && row.height
    ? { id: row.mediaId, width: row.width, height: row.height, colour: row.colour ?? "#242424" }
    : null;

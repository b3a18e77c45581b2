import type { PanoramaScores } from "@/contract/environment/panorama";
import { panoramaSizeProblem } from "@/contract/environment/panorama";
import type { StudioContext } from "@/server/context";
import { BadInputError } from "@/server/errors";
import { type Judged, judgePicture } from "@/server/media/decoder";
import type { MediaRow } from "@/server/media/media-row";
import { notDecodable } from "@/server/media/refusals";
import type { PictureMime } from "@/server/media/sniff";

export type ImageRole = "plate" | "panorama" | "depth";

const judge = async (ctx: StudioContext, row: MediaRow): Promise<Judged> => {
  const mime = row.mime as PictureMime;
  const judged = await judgePicture({ path: await ctx.storage.localPath(row.storageKey), mime, judge: true });
  if ("refused" in judged) throw notDecodable(row.name, judged, mime);
  return judged;
};

/** Scores of a panorama, measured on its own pixels. BadInputError when it is not twice as wide as high. */
export const scoresOf = async (ctx: StudioContext, row: MediaRow): Promise<PanoramaScores> => {
  const problem = panoramaSizeProblem(row.name, row.width, row.height);
  if (problem) throw new BadInputError(problem, "role");
  return (await judge(ctx, row)).scores;
};

/** What must be known of a picture before it takes a role. Decodes it, so it runs outside a transaction. */
export const factsFor = async (
  ctx: StudioContext,
  row: MediaRow,
  role: ImageRole,
  whiteIsNear: boolean | undefined,
): Promise<{ scores: PanoramaScores | null; whiteIsNear: boolean | null }> => {
  if (role === "panorama") return { scores: await scoresOf(ctx, row), whiteIsNear: null };
  if (role === "plate") return { scores: null, whiteIsNear: null };
  return { scores: null, whiteIsNear: whiteIsNear ?? (await judge(ctx, row)).polarity.whiteIsNear };
};

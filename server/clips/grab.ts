import { z } from "zod";
import { idOf } from "@/contract/ids";
import { longText } from "@/contract/names";
import { FrameNumber, grabFrames as pass } from "@/contract/passes/film/grab-frames";
import { Box } from "@/contract/passes/parts";
import { slotIds } from "@/contract/profile/angles";
import { clipLimits } from "@/contract/profile/clip";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, PreconditionError } from "@/server/errors";
import { fileOf } from "@/server/media/media-of";
import { openPackage } from "@/server/profiles/access";
import { enqueue } from "@/server/queue/enqueue";
import { clipOrThrow, clipTouched } from "./access";

export const GrabFrames = z.object({
  clipId: idOf("clip"),
  packageId: idOf("package"),
  frames: z
    .array(z.object({ frame: FrameNumber, slot: z.enum(slotIds).nullable().default(null) }))
    .min(1, { error: "Choose at least one frame" })
    .max(clipLimits.grabs, { error: `Grab at most ${clipLimits.grabs} frames at once` }),
  /** Pixels of the frame; without it the whole frame is taken. */
  crop: Box.optional(),
  source: longText("The source", 300).default(""),
  licence: longText("The licence", 300).default(""),
  consent: z.boolean().default(false),
  depicts: z.enum(["unknown", "person", "drawn", "rendered", "generated"]).default("unknown"),
});

/** Have a node take exact frames out of a clip; they land in the package's slots, or among its candidates. */
export async function grabFrames(ctx: StudioContext, input: z.input<typeof GrabFrames>) {
  requireMay(ctx, "edit characters and environments");
  const { clipId, packageId, frames, crop, ...rights } = GrabFrames.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const clip = await clipOrThrow(ctx, clipId);
    const target = await openPackage(ctx, packageId);
    if (target.projectId !== clip.projectId)
      throw new BadInputError("The clip and the package belong to different projects.");
    const { facts } = clip;
    if (clip.state !== "ready" || !facts)
      throw new PreconditionError(`“${clip.name}” was not read yet: its frames have no numbers before that.`);
    const beyond = frames.find(({ frame }) => frame >= facts.frames);
    if (beyond)
      throw new BadInputError(
        `“${clip.name}” has frames 0 to ${facts.frames - 1}; frame ${beyond.frame} is not among them.`,
      );
    if (crop && !touches(crop, facts))
      throw new BadInputError(`The crop lies outside the frame of ${facts.width} × ${facts.height} pixels.`);
    const numbers = [...new Set(frames.map(({ frame }) => frame))].sort((a, b) => a - b);
    const slots = Object.fromEntries(frames.flatMap(({ frame, slot }) => (slot ? [[String(frame), slot]] : [])));
    const params = pass.params.parse({ frames: numbers, crop, into: { clipId, packageId, slots, ...rights } });
    const { sha256 } = await fileOf(ctx, clip.mediaId);
    const job = await enqueue(ctx, {
      title: `${pass.title} · ${numbers.length} of ${clip.name}`,
      ...{ projectId: clip.projectId, frameId: null, versionId: null, subjectId: packageId },
      recipe: {
        ...{ format: 1, pass: pass.id, passVersion: pass.version, params, seed: null, mask: null },
        inputs: [{ slot: "clip", mediaId: clip.mediaId, sha256 }],
      },
      ...{ needs: pass.needs(params), roughAllowed: false, band: 2 },
    });
    await clipTouched(ctx, clip, "asked for frames", { frames: numbers, outfit: target.name });
    return { jobId: job.id };
  });
}

const touches = (crop: z.infer<typeof Box>, size: { width: number; height: number }) =>
  crop.x < size.width && crop.y < size.height && crop.x + crop.width > 0 && crop.y + crop.height > 0;

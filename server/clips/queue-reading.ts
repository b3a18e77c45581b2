import { eq } from "drizzle-orm";
import { readClip } from "@/contract/passes/film/read-clip";
import { clips } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { fileOf } from "@/server/media/media-of";
import { enqueue } from "@/server/queue/enqueue";
import type { ClipRow } from "./access";

/** Puts the reading of a clip in line and remembers the job with it. Inside a transaction. */
export async function queueReading(ctx: StudioContext, clip: ClipRow): Promise<string> {
  const { sha256 } = await fileOf(ctx, clip.mediaId);
  const job = await enqueue(ctx, {
    title: `${readClip.title} · ${clip.name}`,
    projectId: clip.projectId,
    frameId: null,
    versionId: null,
    subjectId: clip.id,
    recipe: {
      ...{ format: 1, pass: readClip.id, passVersion: readClip.version, params: {}, seed: null, mask: null },
      inputs: [{ slot: "clip", mediaId: clip.mediaId, sha256 }],
    },
    needs: readClip.needs({}),
    roughAllowed: false,
    band: 2,
  });
  await ctx.db.update(clips).set({ jobId: job.id, state: "waiting", error: null }).where(eq(clips.id, clip.id));
  return job.id;
}

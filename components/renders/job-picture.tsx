"use client";
import { Thumb } from "@/components/media/thumb";
import { useJobProgress } from "@/components/use-live";
import type { Picture } from "@/contract/media";
import type { QueueJob } from "./use-queue-acts";

/** What a job shows: its live preview while it runs, what came out once it is done, else what it starts from. */
export function JobPicture({ job, sizes, className }: { job: QueueJob; sizes: string; className?: string }) {
  const live = useJobProgress(job.state === "leased" ? job.id : undefined);
  const picture = livePicture(live?.previewMediaId) ?? job.preview ?? job.source;
  const shown = job.state === "succeeded" ? (job.result ?? job.source) : picture;
  return <Thumb media={shown} alt="" ratio={16 / 9} sizes={sizes} className={className} />;
}

// A preview is small and its shape is not told: 256 px is the only rung worth asking for.
const livePicture = (id: string | null | undefined): Omit<Picture, "colour"> | null =>
  id ? { id, width: 256, height: 144 } : null;

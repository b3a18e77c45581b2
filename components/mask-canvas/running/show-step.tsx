"use client";

import { useEffect, useState } from "react";
import type { QueueJob } from "@/components/renders/use-queue-acts";
import { useJobProgress } from "@/components/use-live";
import type { MaskEditor } from "../engine/editor-types";
import { StepPreview } from "./step-preview";

interface ShowStepProps {
  editor: MaskEditor;
  container: HTMLElement;
  size: { width: number; height: number };
  job: QueueJob;
}

/** Lays the last step of a running job on the picture while it is mounted. */
export function ShowStep({ editor, container, size: { width, height }, job }: ShowStepProps) {
  const live = useJobProgress(job.id);
  const mediaId = live?.previewMediaId ?? job.preview?.id ?? null;
  const [preview, setPreview] = useState<StepPreview | null>(null);
  useEffect(() => {
    const made = new StepPreview(container, editor, { width, height });
    setPreview(made);
    return () => made.close();
  }, [container, editor, width, height]);
  const { repaints } = job;
  const [mask, padding] = [repaints?.maskMediaId, repaints?.padding ?? null];
  useEffect(() => {
    const repainted = mask === undefined ? null : { maskMediaId: mask, padding };
    void preview?.show(mediaId === null ? null : { mediaId, repaints: repainted });
  }, [preview, mediaId, mask, padding]);
  return null;
}

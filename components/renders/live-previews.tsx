"use client";
import { useState } from "react";
import { Thumb } from "@/components/media/thumb";
import { useJobProgress } from "@/components/use-live";

type Step = { id: string; label: string };
const kept = 6;

/** The previews of a running job's last steps, as they came while it was looked at. */
export function LivePreviews({ jobId }: { jobId: string }) {
  const live = useJobProgress(jobId);
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const id = live?.previewMediaId;
  if (id && steps.at(-1)?.id !== id) setSteps([...steps, { id, label: live.label }].slice(-kept));
  if (steps.length < 2) return null;
  return (
    <ul aria-label="Last steps" className="grid grid-cols-3 gap-2">
      {steps.map((step) => (
        <li key={step.id} className="grid gap-0.5">
          <Thumb media={{ id: step.id, width: 256, height: 144 }} alt="" ratio={16 / 9} sizes="120px" />
          <span className="truncate text-muted text-xs">{step.label}</span>
        </li>
      ))}
    </ul>
  );
}

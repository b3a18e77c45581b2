"use client";

import { useQuery } from "@tanstack/react-query";
import { Footprints } from "lucide-react";
import { Thumb } from "@/components/media/thumb";
import { mediaUrl } from "@/components/media/url";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";

/** The pictures between source and result, as the node kept them. */
export function DebugSteps({ jobId }: { jobId: string }) {
  return (
    <Popover
      label="Steps in between"
      side="top"
      align="end"
      className="max-w-[min(90vw,720px)]"
      trigger={(attributes) => (
        <Button {...attributes} size="sm" variant="quiet" icon={<Footprints />}>
          Steps
        </Button>
      )}
    >
      <Steps jobId={jobId} />
    </Popover>
  );
}

function Steps({ jobId }: { jobId: string }) {
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.renders.outputs.queryOptions({ jobId }));
  const steps = data?.outputs.filter(({ kind }) => kind === "debug") ?? [];
  if (error) return <p className="text-danger text-sm">{error.message}</p>;
  if (!data) return <p className="text-muted text-sm">Loading the steps</p>;
  if (steps.length === 0) return <p className="text-muted text-sm">This job kept no steps.</p>;
  return (
    <ul className="flex gap-3 overflow-x-auto pb-1">
      {steps.map(({ slot, position, label, picture }) => (
        <li key={`${slot}-${position}`} className="w-32 shrink-0">
          <a
            href={mediaUrl(picture.id, "original")}
            target="_blank"
            rel="noreferrer"
            className="grid gap-1 rounded-picture"
          >
            <Thumb media={picture} alt="" ratio={1} fit="contain" sizes="128px" />
            <span className="truncate text-muted text-xs">{label || `Step ${position + 1}`}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

"use client";

import { useStatuses } from "@/components/statuses/statuses";
import { StatusDot } from "@/components/ui/status-dot";
import { StatusPill } from "@/components/ui/status-pill";

interface TaskPillProps {
  code: string;
  /** Work nobody began: shown quieter, so that the eye goes to what moves. */
  quiet?: boolean;
}

/** A status as word, shape and outline. */
export function TaskPill({ code, quiet }: TaskPillProps) {
  const look = useStatuses().look(code);
  if (!quiet) return <StatusPill {...look} />;
  return (
    <span className="inline-flex h-6 max-w-full items-center gap-1.5 pr-2.5 pl-[7px] text-muted text-xs">
      <StatusDot tone={look.tone} shape={look.shape} className="text-muted!" />
      <span className="truncate">{look.label}</span>
    </span>
  );
}

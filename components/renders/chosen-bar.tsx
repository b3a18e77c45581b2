"use client";
import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { WaitingDesk } from "./use-waiting";

/** What can be done to the chosen rows, in the place of the lane's title. */
export function ChosenBar({ desk }: { desk: WaitingDesk }) {
  const keys = [...desk.chosen];
  const rows = desk.entries.filter(({ key }) => desk.chosen.has(key));
  const count = rows.reduce((sum, { batch }) => sum + (batch?.counts.waiting ?? 1), 0);
  const held = rows.length > 0 && rows.every(({ job }) => job.why?.fix.kind === "release");
  return (
    <div role="toolbar" aria-label="Chosen jobs" className="flex min-w-0 flex-1 items-center gap-1">
      <span role="status" className="num mr-auto truncate text-xs">
        {count} {count === 1 ? "job" : "jobs"} chosen
      </span>
      {held ? (
        <Button size="sm" variant="quiet" onClick={() => desk.act("let-go", keys)}>
          Let go
        </Button>
      ) : (
        <Button size="sm" variant="quiet" onClick={() => desk.act("hold", keys)}>
          Hold
        </Button>
      )}
      <Button size="sm" variant="quiet" onClick={() => desk.act("cancel", keys)}>
        Cancel
      </Button>
      <IconButton label="Choose nothing" keys="Esc" icon={<X />} onClick={desk.clear} className="size-7" />
    </div>
  );
}

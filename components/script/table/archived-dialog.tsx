"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { manyShots } from "./many-shots";
import type { ShotActs } from "./use-shot-acts";

/** Shots that were put away: nothing of them is lost, and they come back to their place. */
export function ArchivedDialog({ acts, onClose }: { acts: ShotActs; onClose: () => void }) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  const { data: shots } = useQuery(trpc.script.archivedShots.queryOptions({ projectId }));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setChosen((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const restore = () => {
    onClose();
    void acts.restore([...chosen], `Brought back ${manyShots(chosen.size)}`);
  };
  const all = shots !== undefined && shots.length > 0 && chosen.size === shots.length;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Archived shots"
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            onClick={restore}
            {...(chosen.size === 0 ? { blocked: "Choose shots to bring back." } : {})}
          >
            Bring back {chosen.size > 0 && manyShots(chosen.size)}
          </Button>
        </>
      }
    >
      {shots?.length === 0 && <p className="text-muted">No shot is archived.</p>}
      {shots && shots.length > 0 && (
        <div className="grid gap-1">
          <Checkbox
            label={manyShots(shots.length)}
            checked={all}
            mixed={chosen.size > 0 && !all}
            onChange={() => setChosen(all ? new Set() : new Set(shots.map(({ id }) => id)))}
          />
          <ul className="grid border-t pt-1">
            {shots.map(({ id, code, description }) => (
              <li key={id} className="flex min-w-0 items-center gap-3">
                <Checkbox
                  label={<span className="code">{code}</span>}
                  checked={chosen.has(id)}
                  onChange={() => toggle(id)}
                />
                <span className="truncate text-muted text-sm">{description}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Dialog>
  );
}

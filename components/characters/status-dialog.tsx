"use client";

import { useCan } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { StatusPill } from "@/components/ui/status-pill";
import { type CharacterStatus, characterStatuses, statusWords } from "./statuses";

interface StatusDialogProps {
  /** "Mara", or "3 characters". */
  of: string;
  /** The statuses they have now. */
  now: readonly CharacterStatus[];
  onChoose: (status: CharacterStatus) => void;
  onClose: () => void;
}

/** One status for those chosen in the grid. */
export function StatusDialog({ of, now, onChoose, onClose }: StatusDialogProps) {
  const may = useCan()("approve characters");
  const decided = (status: CharacterStatus) => status === "approved" || status === "locked";
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} size="sm" title={`Status of ${of}`}>
      <ul className="grid gap-1.5">
        {characterStatuses.map((status) => {
          const barred = !may && (decided(status) || now.some(decided));
          return (
            <li key={status} className="flex items-center gap-3">
              <Button
                className="w-36 justify-start!"
                onClick={() => onChoose(status)}
                {...(barred ? { blocked: "A supervisor decides this." } : {})}
              >
                <StatusPill
                  tone={statusWords[status].tone}
                  label={statusWords[status].label}
                  className="border-0! px-0!"
                />
              </Button>
              <span className="text-muted text-xs">{statusWords[status].help}</span>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}

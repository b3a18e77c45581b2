"use client";

import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

interface ApproveDialogProps {
  /** "Mara", "the package". */
  what: string;
  /** What nobody said of its pictures, a sentence each. */
  unsaid: readonly string[];
  onApprove: () => void;
  onClose: () => void;
}

/** Read before an approval: what is not known of the pictures' rights. Advice; consent alone blocks, on the server. */
export function ApproveDialog({ what, unsaid, onApprove, onClose }: ApproveDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={`Approve ${what}?`}
      description="Whoever uses these pictures will rely on it that somebody looked."
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button
            variant="primary"
            onClick={() => {
              onClose();
              onApprove();
            }}
          >
            Approve all the same
          </Button>
        </>
      }
    >
      <ul className="grid gap-1.5">
        {unsaid.map((line) => (
          <li key={line} className="grid grid-cols-[20px_1fr] text-sm">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 stroke-[1.5] text-muted" />
            {line}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

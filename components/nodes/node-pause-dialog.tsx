"use client";
import { useState } from "react";
import { FormDialog } from "@/components/studio/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";

type When = "after" | "now";

interface NodePauseDialogProps {
  name: string;
  onPause: (reason: string, when: When) => Promise<unknown>;
  onClose: () => void;
}

/** Why a node is paused, for everybody who looks at it, and when. */
export function NodePauseDialog({ name, onPause, onClose }: NodePauseDialogProps) {
  const [when, setWhen] = useState<When>("after");
  return (
    <FormDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Pause ${name}`}
      verb="Pause the node"
      onSubmit={async (text) => void (await onPause(text("reason"), when))}
    >
      {(problem) => (
        <>
          <Field label="Reason" help="Everybody reads it, with your name." error={problem} optional>
            {(control) => <Input {...control} name="reason" maxLength={300} placeholder="Rendering my own film" />}
          </Field>
          <div className="grid gap-1.5">
            <Segmented
              label="When"
              className="flex"
              options={[
                { value: "after", label: "After its job" },
                { value: "now", label: "Now" },
              ]}
              value={when}
              onChange={setWhen}
            />
            <p className="text-muted text-xs">
              {when === "now"
                ? "What it works on goes back in line, uncounted, for another node."
                : "What it has begun it finishes."}
            </p>
          </div>
        </>
      )}
    </FormDialog>
  );
}

"use client";

import { FormDialog } from "@/components/studio/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FrameActs } from "./use-frame-acts";

interface RenameDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  label: string;
  rename: FrameActs["rename"];
}

/** Another label for a frame. */
export function RenameDialog({ open, onOpenChange, label, rename }: RenameDialogProps) {
  return (
    <FormDialog
      {...{ open, onOpenChange }}
      title={`Rename frame ${label}`}
      verb="Rename frame"
      onSubmit={async (text) => {
        const next = text("label");
        if (next !== label) await rename(next);
      }}
    >
      {(problem) => (
        <Field label="Label" help="Short, like A, B or Close. At most 20 characters." error={problem}>
          {(control) => (
            <Input {...control} name="label" defaultValue={label} maxLength={20} autoComplete="off" autoFocus />
          )}
        </Field>
      )}
    </FormDialog>
  );
}

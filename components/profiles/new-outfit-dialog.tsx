"use client";

import { FormDialog } from "@/components/studio/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface NewOutfitDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Rejects with the refusal. */
  onCreate: (name: string) => Promise<void>;
}

/** Another outfit is another package: nine angles of its own. */
export function NewOutfitDialog({ open, onOpenChange, onCreate }: NewOutfitDialogProps) {
  return (
    <FormDialog
      {...{ open, onOpenChange }}
      title="New outfit"
      verb="Add outfit"
      onSubmit={(text) => onCreate(text("name"))}
    >
      {(problem) => (
        <Field label="Name" help="It gets a package of its own, with the same nine angles." error={problem}>
          {(control) => <Input {...control} name="name" required autoFocus autoComplete="off" placeholder="Oilskins" />}
        </Field>
      )}
    </FormDialog>
  );
}

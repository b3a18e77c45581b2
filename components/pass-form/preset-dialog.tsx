"use client";

import { FormDialog } from "@/components/studio/form-dialog";
import { useProject } from "@/components/studio/project";
import { useTRPCClient } from "@/components/trpc";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import type { Params } from "@/contract/passes/active-fields";
import type { PassForm } from "./describe-pass";

interface PresetDialogProps {
  pass: PassForm;
  params: () => Params;
  onClose: () => void;
  onSaved: (id: string) => Promise<unknown>;
}

/** Keeps the settings of now under a name, for everybody in the project. */
export function PresetDialog({ pass, params, onClose, onSaved }: PresetDialogProps) {
  const { id: projectId } = useProject();
  const client = useTRPCClient();
  return (
    <FormDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Keep settings of ${pass.title}`}
      verb="Keep settings"
      onSubmit={async (text) => {
        const name = text("name");
        const { id } = await client.recipes.createPreset.mutate({ projectId, pass: pass.id, name, params: params() });
        await onSaved(id);
        const undo = () => void client.recipes.archivePreset.mutate({ presetId: id }).then(() => onSaved(""));
        notify({ title: `Kept as ${name}`, undo });
      }}
    >
      {(problem) => (
        <Field
          label="Name"
          help="For everybody in this project. Boxes drawn on a picture are not kept."
          error={problem}
        >
          {(control) => <Input {...control} name="name" autoComplete="off" maxLength={60} required />}
        </Field>
      )}
    </FormDialog>
  );
}

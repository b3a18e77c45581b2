"use client";

import { FormDialog } from "@/components/studio/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { Outfit } from "./use-package-store";

export type OutfitWords = Pick<Outfit, "name" | "description" | "hair" | "props" | "loraName">;

interface OutfitDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  outfit: Outfit;
  /** Rejects with the refusal. */
  onSave: (words: OutfitWords) => Promise<void>;
}

/** What an outfit is: its name, what is worn, hair, props, and the LoRA that will know it. */
export function OutfitDialog({ open, onOpenChange, outfit, onSave }: OutfitDialogProps) {
  return (
    <FormDialog
      {...{ open, onOpenChange }}
      title="Edit outfit"
      verb="Save outfit"
      onSubmit={(text) =>
        onSave({
          ...{ name: text("name"), description: text("description"), hair: text("hair") },
          props: text("props")
            .split(",")
            .map((prop) => prop.trim())
            .filter((prop) => prop !== ""),
          loraName: text("loraName") || null,
        })
      }
    >
      {(problem) => (
        <>
          <Field label="Name" error={problem}>
            {(control) => (
              <Input {...control} name="name" required autoFocus maxLength={120} defaultValue={outfit.name} />
            )}
          </Field>
          <Field label="What is worn" optional help="As a caption would say it: padded armour over a linen shirt.">
            {(control) => (
              <Textarea {...control} name="description" rows={2} maxLength={2000} defaultValue={outfit.description} />
            )}
          </Field>
          <Field label="Hair" optional help="Short grey hair; or the asset: Qinfen Hair.">
            {(control) => <Input {...control} name="hair" maxLength={300} defaultValue={outfit.hair} />}
          </Field>
          <Field label="Props" optional help="With commas between: a lantern, a rope.">
            {(control) => <Input {...control} name="props" defaultValue={outfit.props.join(", ")} />}
          </Field>
          <Field
            label="LoRA name"
            optional
            help={`Unique in the project. Made of character and outfit: ${outfit.suggestedLora}`}
          >
            {(control) => (
              <Input
                {...control}
                name="loraName"
                maxLength={120}
                defaultValue={outfit.loraName ?? ""}
                placeholder={outfit.suggestedLora}
                className="font-mono"
              />
            )}
          </Field>
        </>
      )}
    </FormDialog>
  );
}

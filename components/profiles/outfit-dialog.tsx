"use client";

import { type FormEvent, useId, useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
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
  const form = useId();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const change = (next: boolean) => {
    setProblem(undefined);
    onOpenChange(next);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    setBusy(true);
    try {
      await onSave({
        ...{ name: text("name"), description: text("description"), hair: text("hair") },
        props: text("props")
          .split(",")
          .map((prop) => prop.trim())
          .filter((prop) => prop !== ""),
        loraName: text("loraName") || null,
      });
      change(false);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title="Edit outfit"
      size="sm"
      footer={
        <>
          <Button onClick={() => change(false)}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            Save outfit
          </Button>
        </>
      }
    >
      <form id={form} className="grid gap-4" onSubmit={(event) => void submit(event)}>
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
      </form>
    </Dialog>
  );
}

"use client";

import { type FormEvent, useId, useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
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
  const form = useId();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const change = (next: boolean) => {
    setProblem(undefined);
    onOpenChange(next);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    setBusy(true);
    try {
      await onCreate(name);
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
      title="New outfit"
      size="sm"
      footer={
        <>
          <Button onClick={() => change(false)}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            Add outfit
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)}>
        <Field label="Name" help="It gets a package of its own, with the same nine angles." error={problem}>
          {(control) => <Input {...control} name="name" required autoFocus autoComplete="off" placeholder="Oilskins" />}
        </Field>
      </form>
    </Dialog>
  );
}

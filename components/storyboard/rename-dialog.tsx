"use client";

import { type FormEvent, useId, useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
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
  const form = useId();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const change = (next: boolean) => {
    setProblem(undefined);
    onOpenChange(next);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const next = String(new FormData(event.currentTarget).get("label") ?? "").trim();
    if (next === label) return change(false);
    setBusy(true);
    try {
      await rename(next);
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
      size="sm"
      title={`Rename frame ${label}`}
      footer={
        <>
          <Button onClick={() => change(false)}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            Rename frame
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)}>
        <Field label="Label" help="Short, like A, B or Close. At most 20 characters." error={problem}>
          {(control) => (
            <Input {...control} name="label" defaultValue={label} maxLength={20} autoComplete="off" autoFocus />
          )}
        </Field>
      </form>
    </Dialog>
  );
}

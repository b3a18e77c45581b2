"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

interface FormDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** The button: "Save outfit". */
  verb: string;
  /** Gets the trimmed text of a field by its name. Closes when it is done; stays open with the words of a refusal. */
  onSubmit: (text: (name: string) => string) => Promise<void>;
  /** Draws the fields; `problem` belongs to the first of them. */
  children: (problem: string | undefined) => ReactNode;
}

/** A small form in a dialog: one act, its refusal in words, busy while it is on its way. */
export function FormDialog({ open, onOpenChange, title, verb, onSubmit, children }: FormDialogProps) {
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
    setBusy(true);
    try {
      await onSubmit((name) => String(data.get(name) ?? "").trim());
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
      title={title}
      size="sm"
      footer={
        <>
          <Button onClick={() => change(false)}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            {verb}
          </Button>
        </>
      }
    >
      <form id={form} className="grid gap-4" onSubmit={(event) => void submit(event)}>
        {children(problem)}
      </form>
    </Dialog>
  );
}

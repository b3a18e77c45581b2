"use client";

import { useState } from "react";
import type { Output } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { StatusRow } from "@/contract/status-set";
import type { useStatusEdits } from "./use-status-edits";

export type Use = Output["statuses"]["use"][string];

interface ArchiveDialogProps {
  row: StatusRow;
  use: Use;
  others: readonly StatusRow[];
  edits: ReturnType<typeof useStatusEdits>;
  onClose: () => void;
}

const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;
export const useInWords = ({ frames, shots, tasks }: Use): string =>
  [frames > 0 && plural(frames, "frame"), shots > 0 && plural(shots, "shot"), tasks > 0 && plural(tasks, "task")]
    .filter(Boolean)
    .join(", ");

/** Asks what rows that carry a status get instead. */
export function ArchiveDialog({ row, use, others, edits, onClose }: ArchiveDialogProps) {
  const [replacement, setReplacement] = useState(others.find(({ state }) => state === row.state)?.code ?? "");
  const [busy, setBusy] = useState(false);
  const archive = async () => {
    setBusy(true);
    const done = await edits.archive(row, replacement);
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={`Archive “${row.name}”`}
      description={`${useInWords(use)} stand at it. They get another status; undo brings them back.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            onClick={() => void archive()}
            {...(replacement === "" ? { blocked: "Choose what they get instead." } : {})}
          >
            Archive status
          </Button>
        </>
      }
    >
      <Field label="Instead">
        {(control) => (
          <Select
            {...control}
            placeholder="Choose a status"
            options={others.map(({ code, name }) => ({ value: code, label: name }))}
            value={replacement}
            onChange={(event) => setReplacement(event.currentTarget.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}

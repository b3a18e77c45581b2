"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { asColour } from "@/contract/status-colour";
import { type StatusRow, statusStates } from "@/contract/status-set";
import { StatusPreview } from "./status-preview";
import { flagWords, stateWords } from "./status-words";
import type { useStatusEdits } from "./use-status-edits";

interface StatusDialogProps {
  /** Undefined: a new one. */
  row: StatusRow | undefined;
  edits: ReturnType<typeof useStatusEdits>;
  onClose: () => void;
}

const fresh: StatusRow = {
  ...{ code: "", name: "", colour: "#2bb3a3", state: "in_progress", position: 0, archived: false },
  ...{ isDefault: false, isWip: false, isFeedbackRequest: false, isRetake: false, isDone: false },
  ...{ isArtistAllowed: true, isClientAllowed: false },
};

const fieldOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "data" in error
    ? ((error.data as { field?: string } | null)?.field ?? undefined)
    : undefined;

/** Name, colour, state and what a status does, with its look in both themes while one types. */
export function StatusDialog({ row, edits, onClose }: StatusDialogProps) {
  const form = useId();
  const [draft, setDraft] = useState<StatusRow>(row ?? fresh);
  const [refusal, setRefusal] = useState<{ field: string | undefined; message: string }>();
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<StatusRow>) => setDraft({ ...draft, ...change });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(undefined);
    const { code, position: _, archived: __, isDone: ___, isDefault, ...values } = draft;
    try {
      if (row) await edits.update(row, { ...values, ...(isDefault === row.isDefault ? {} : { isDefault }) });
      else await edits.create({ code, isDefault, ...values });
      onClose();
    } catch (error) {
      setRefusal({ field: fieldOf(error), message: error instanceof Error ? error.message : "It was not saved." });
    } finally {
      setBusy(false);
    }
  };
  const errorOf = (field: string) => (refusal?.field === field ? refusal.message : undefined);
  const shownBeside = ["name", "code", "colour", "state"].some((field) => refusal?.field === field);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={row ? `Status “${row.name}”` : "New status"}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            {row ? "Save status" : "Add status"}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="grid gap-4">
        <StatusPreview row={{ ...draft, name: draft.name || "New status", isDone: draft.state === "done" }} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field label="Name" error={errorOf("name")}>
            {(control) => (
              <Input
                {...control}
                value={draft.name}
                autoFocus
                maxLength={40}
                autoComplete="off"
                onChange={(event) => set({ name: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field
            label="Short name"
            help={row ? "Stays: rows carry it." : "1 to 10 of a–z, 0–9 and -. It stays for ever."}
            error={errorOf("code")}
          >
            {(control) => (
              <Input
                {...control}
                value={draft.code}
                readOnly={row !== undefined}
                maxLength={10}
                className="code"
                autoComplete="off"
                onChange={(event) => set({ code: event.currentTarget.value.toLowerCase() })}
              />
            )}
          </Field>
          <Field label="Colour" help="Drawn so that its word stays readable." error={errorOf("colour")}>
            {(control) => (
              <span className="flex gap-2">
                <input
                  type="color"
                  aria-label="Pick a colour"
                  value={asColour(draft.colour) ?? "#9e9e9e"}
                  onChange={(event) => set({ colour: event.currentTarget.value })}
                  className="h-8 w-10 shrink-0 cursor-pointer rounded-control border border-edge bg-well p-0.5 pointer-coarse:h-11"
                />
                <Input
                  {...control}
                  value={draft.colour}
                  className="code"
                  autoComplete="off"
                  onChange={(event) => set({ colour: event.currentTarget.value })}
                />
              </span>
            )}
          </Field>
          <Field label="State" error={errorOf("state")}>
            {(control) => (
              <Select
                {...control}
                options={statusStates.map((state) => ({ value: state, label: stateWords[state] }))}
                value={draft.state}
                onChange={(event) =>
                  set({ state: statusStates.find((state) => state === event.currentTarget.value) ?? draft.state })
                }
              />
            )}
          </Field>
        </div>
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 font-medium text-sm">What it does</legend>
          {(Object.keys(flagWords) as (keyof typeof flagWords)[]).map((flag) => (
            <div key={flag}>
              <Checkbox
                label={flagWords[flag].label}
                checked={draft[flag]}
                onChange={(event) => set({ [flag]: event.currentTarget.checked })}
              />
              <p className="pl-6 text-muted text-xs">{flagWords[flag].help}</p>
            </div>
          ))}
        </fieldset>
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 font-medium text-sm">Who sets it besides supervisors</legend>
          <Checkbox
            label="Artists"
            checked={draft.isArtistAllowed}
            onChange={(event) => set({ isArtistAllowed: event.currentTarget.checked })}
          />
          <Checkbox
            label="Clients"
            checked={draft.isClientAllowed}
            onChange={(event) => set({ isClientAllowed: event.currentTarget.checked })}
          />
        </fieldset>
        {refusal && !shownBeside && (
          <p role="alert" className="text-danger">
            {refusal.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}

"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { ColumnMapping } from "./column-mapping";
import { FileChooser } from "./file-chooser";
import { ImportPreview } from "./import-preview";
import { ImportProblems } from "./import-problems";
import { StatusWords } from "./status-words";
import { type CsvImport, useCsvImport } from "./use-csv-import";

export interface ImportShotsDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** A shot list into the project: choose a file, say what its columns mean, see what would happen, import. */
export function ImportShotsDialog({ open, onOpenChange }: ImportShotsDialogProps) {
  const close = () => onOpenChange(false);
  // A new file each time it opens.
  return open ? <OpenDialog close={close} onOpenChange={onOpenChange} /> : null;
}

function OpenDialog({ close, onOpenChange }: { close: () => void; onOpenChange: (open: boolean) => void }) {
  const csv = useCsvImport(close);
  const { table, checked, busy } = csv;
  const plan = checked && "plan" in checked ? checked.plan : undefined;
  const blocked = whyBlocked(csv);
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      size="lg"
      title="Import shots"
      description="Shots are matched by their code: known ones change, others are made. All rows go in, or none."
      footer={
        <>
          {table && (
            <Button onClick={csv.startOver} className="mr-auto">
              Other file
            </Button>
          )}
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" busy={busy} onClick={csv.send} {...(blocked === undefined ? {} : { blocked })}>
            {plan ? `Import ${plan.shots.length} ${plan.shots.length === 1 ? "shot" : "shots"}` : "Import"}
          </Button>
        </>
      }
    >
      {table ? <TableStep csv={csv} /> : <FileChooser onFile={(file) => void csv.read(file)} problem={csv.problem} />}
    </Dialog>
  );
}

const whyBlocked = ({ table, checked }: CsvImport): string | undefined => {
  if (!table) return "Choose a file first.";
  if (!checked) return "The project is being read.";
  if ("refused" in checked) return checked.refused;
  if (checked.errors > 0)
    return `${checked.errors} ${checked.errors === 1 ? "cell needs" : "cells need"} a correction first.`;
  return checked.plan.shots.length === 0 ? "No row names a shot." : undefined;
};

function TableStep({ csv }: { csv: CsvImport }) {
  const { table, checked } = csv;
  if (!table) return null;
  return (
    <div className="grid gap-6">
      <ColumnMapping csv={csv} table={table} />
      {csv.worldError !== undefined && <Refusal text={csv.worldError} />}
      {csv.refused !== undefined && <Refusal text={csv.refused} />}
      {checked === undefined && csv.worldError === undefined && <Skeleton className="h-40" />}
      {checked && "refused" in checked && <Refusal text={checked.refused} />}
      {checked && "plan" in checked && (
        <>
          <StatusWords csv={csv} checked={checked} />
          <ImportProblems checked={checked} />
          <ImportPreview plan={checked.plan} world={checked.world} />
        </>
      )}
    </div>
  );
}

function Refusal({ text }: { text: string }) {
  return (
    <p role="alert" className="rounded-control border border-danger/50 px-3 py-2 text-danger">
      {text}
    </p>
  );
}

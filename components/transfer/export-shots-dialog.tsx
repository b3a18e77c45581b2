"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { type Profile, profileIds, profiles } from "@/contract/script/csv/write";
import { saveText } from "./save-text";

export interface ExportShotsDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Ids of the selected shots, if any are. */
  selected?: readonly string[];
  /** Ids of what the filter shows, if there is one. */
  filtered?: readonly string[];
}

type Which = "selected" | "filtered" | "all";

/** The shot list as a file: whose columns, and which shots. */
export function ExportShotsDialog({ open, onOpenChange, selected = [], filtered }: ExportShotsDialogProps) {
  const { id: projectId } = useProject();
  const trpc = useTRPC();
  const [profile, setProfile] = useState<Profile>("kitsu");
  const [wanted, setWanted] = useState<Which>();
  const offered: { value: Which; label: string }[] = [
    ...(selected.length > 0 ? [{ value: "selected" as const, label: `The ${selected.length} selected` }] : []),
    ...(filtered ? [{ value: "filtered" as const, label: `The ${filtered.length} the filter shows` }] : []),
    { value: "all", label: "All shots" },
  ];
  const which = offered.some(({ value }) => value === wanted) ? wanted : offered[0]?.value;
  const save = useMutation(
    trpc.transfer.exportShots.mutationOptions({
      onSuccess: ({ fileName, text, count }) => {
        saveText(fileName, text);
        onOpenChange(false);
        notify({ title: `Saved ${fileName}`, description: `${count} ${count === 1 ? "shot" : "shots"}.` });
      },
    }),
  );
  const ids = which === "selected" ? selected : which === "filtered" ? filtered : undefined;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Export shots"
      size="sm"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button
            variant="primary"
            busy={save.isPending}
            onClick={() => save.mutate({ projectId, profile, ...(ids ? { shotIds: [...ids] } : {}) })}
            {...(ids?.length === 0 ? { blocked: "The filter shows no shot." } : {})}
          >
            Save CSV
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label="Columns" help={profiles[profile].help}>
          {(control) => (
            <Select
              {...control}
              options={profileIds.map((id) => ({ value: id, label: profiles[id].label }))}
              value={profile}
              onChange={(event) => setProfile(profileIds.find((id) => id === event.currentTarget.value) ?? "kitsu")}
            />
          )}
        </Field>
        <Field label="Shots" help="UTF-8 with its mark, so that Excel reads it. Formulas in texts are made harmless.">
          {(control) => (
            <Select
              {...control}
              options={offered}
              value={which}
              onChange={(event) => setWanted(event.currentTarget.value as Which)}
            />
          )}
        </Field>
        {save.error && (
          <p role="alert" className="text-danger text-xs">
            {save.error.message}
          </p>
        )}
      </div>
    </Dialog>
  );
}

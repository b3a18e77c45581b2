"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore, PenLine } from "lucide-react";
import { useState } from "react";
import { FormDialog } from "@/components/studio/form-dialog";
import { messageOf } from "@/components/studio/problem";
import { useProject } from "@/components/studio/project";
import { type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import type { PassForm } from "./describe-pass";

type Preset = Output["recipes"]["presets"]["presets"][number];

/** The project's presets of one pass: rename, put away, bring back. */
export function ManagePresets({ pass, onClose }: { pass: PassForm; onClose: () => void }) {
  const { id: projectId } = useProject();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { data } = useQuery(trpc.recipes.presets.queryOptions({ projectId }));
  const [renaming, setRenaming] = useState<Preset>();
  const refresh = () => queries.invalidateQueries(trpc.recipes.presets.pathFilter());
  const archive = async ({ id, name }: Preset, archived: boolean) => {
    try {
      await client.recipes.archivePreset.mutate({ presetId: id, archived });
      await refresh();
      const undo = () => void client.recipes.archivePreset.mutate({ presetId: id, archived: !archived }).then(refresh);
      notify({ title: archived ? `Archived ${name}` : `${name} is back`, undo });
    } catch (error) {
      notify({ title: messageOf(error), tone: "danger" });
    }
  };
  const of = (presets: readonly Preset[] = []) => presets.filter((preset) => preset.pass === pass.id);
  const [kept, away] = [of(data?.presets), of(data?.archived)];
  if (renaming)
    return (
      <FormDialog
        open
        onOpenChange={(open) => !open && setRenaming(undefined)}
        title={`Rename ${renaming.name}`}
        verb="Rename preset"
        onSubmit={async (text) => {
          const { before } = await client.recipes.updatePreset.mutate({ presetId: renaming.id, name: text("name") });
          await refresh();
          const undo = () =>
            void client.recipes.updatePreset.mutate({ presetId: renaming.id, name: before.name }).then(refresh);
          notify({ title: `Renamed ${before.name}`, undo });
        }}
      >
        {(problem) => (
          <Field label="Name" error={problem}>
            {(control) => <Input {...control} name="name" defaultValue={renaming.name} maxLength={60} required />}
          </Field>
        )}
      </FormDialog>
    );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Presets of ${pass.title}`}>
      <div className="grid gap-4">
        {kept.length === 0 && <p className="text-muted">None is kept. “Keep these settings” makes the first.</p>}
        <ul className="divide-y">
          {kept.map((preset) => (
            <li key={preset.id} className="flex min-h-10 items-center gap-1">
              <span className="min-w-0 flex-1 truncate">
                {preset.name}{" "}
                <span className="text-muted text-xs">
                  {preset.author ?? "somebody"} · <Ago at={preset.updatedAt} />
                  {preset.passVersion !== pass.version && ` · of version ${preset.passVersion} of the pass`}
                </span>
              </span>
              <IconButton label={`Rename ${preset.name}`} icon={<PenLine />} onClick={() => setRenaming(preset)} />
              <IconButton
                label={`Archive ${preset.name}`}
                icon={<Archive />}
                onClick={() => void archive(preset, true)}
              />
            </li>
          ))}
        </ul>
        {away.length > 0 && (
          <section aria-label="Archived presets">
            <h3 className="text-muted text-xs">Archived</h3>
            <ul className="divide-y">
              {away.map((preset) => (
                <li key={preset.id} className="flex min-h-10 items-center gap-1 text-muted">
                  <span className="min-w-0 flex-1 truncate">{preset.name}</span>
                  <IconButton
                    label={`Bring back ${preset.name}`}
                    icon={<ArchiveRestore />}
                    onClick={() => void archive(preset, false)}
                  />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  );
}

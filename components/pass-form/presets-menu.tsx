"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { SlidersHorizontal } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import type { Params } from "@/contract/passes/active-fields";
import type { PassForm } from "./describe-pass";
import { startValues } from "./field-values";
import { presetValues } from "./own-values";

const PresetDialog = lazy(() => import("./preset-dialog").then((file) => ({ default: file.PresetDialog })));
const FileSettings = lazy(() => import("./file-settings").then((file) => ({ default: file.FileSettings })));
const ManagePresets = lazy(() => import("./manage-presets").then((file) => ({ default: file.ManagePresets })));

type Preset = Output["recipes"]["presets"]["presets"][number];

interface PresetsMenuProps {
  pass: PassForm;
  values: Params;
  onChange: (values: Params) => void;
}

/** Settings under a name: the built-in ones, the project's own, and the ways to keep those of now. */
export function PresetsMenu({ pass, values, onChange }: PresetsMenuProps) {
  const { id: projectId } = useProject();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const can = useCan();
  const { data } = useQuery(trpc.recipes.presets.queryOptions({ projectId }));
  const [asking, setAsking] = useState<"new" | "manage" | "file">();
  const [last, setLast] = useState<string>();
  const kept = (data?.presets ?? []).filter((preset) => preset.pass === pass.id);
  const current = kept.find(({ id }) => id === last);
  const refresh = () => queries.invalidateQueries(trpc.recipes.presets.pathFilter());
  const apply = (params: Params, title: string, id?: string) => {
    const before = values;
    // What a later pass does not know any more is left out.
    const names = new Set([...pass.fields, ...pass.ownFields].map(({ name }) => name));
    const known = Object.fromEntries(Object.entries(params).filter(([name]) => names.has(name)));
    // Marks belong to the picture, not to settings.
    const drawn = pass.fields.flatMap(({ name, kind }) => (kind === "marks" ? [[name, values[name]] as const] : []));
    onChange({ ...startValues(pass.fields, known), ...Object.fromEntries(drawn) });
    setLast(id);
    notify({ title: `Applied ${title}`, undo: () => onChange(before), id: "preset" });
  };
  const update = async ({ id, name }: Preset) => {
    try {
      const { before } = await client.recipes.updatePreset.mutate({ presetId: id, params: presetValues(pass, values) });
      await refresh();
      const undo = () => void client.recipes.updatePreset.mutate({ presetId: id, params: before.params }).then(refresh);
      notify({ title: `${name} has the settings of now`, undo });
    } catch (error) {
      notify({ title: messageOf(error), tone: "danger" });
    }
  };
  const items = [
    ...pass.presets.map(({ id, title, params }) => ({ key: id, label: title, onSelect: () => apply(params, title) })),
    ...(kept.length > 0 ? [{ key: "kept", separator: true as const, label: "This project's" }] : []),
    ...kept.map(({ id, name, params }) => ({ key: id, label: name, onSelect: () => apply(params, name, id) })),
    { key: "line", separator: true as const },
    { key: "defaults", label: "Back to the defaults", onSelect: () => apply({}, "the defaults") },
    { key: "file", label: "Settings from a file…", onSelect: () => setAsking("file") },
    ...(can("queue passes")
      ? [
          { key: "new", label: "Keep these settings…", onSelect: () => setAsking("new") },
          ...(current
            ? [
                {
                  key: "update",
                  label: `Put these settings into ${current.name}`,
                  onSelect: () => void update(current),
                },
              ]
            : []),
          ...(kept.length + (data?.archived.length ?? 0) > 0
            ? [{ key: "manage", label: "Manage presets…", onSelect: () => setAsking("manage") }]
            : []),
        ]
      : []),
  ];
  return (
    <div className="flex items-center justify-between">
      <h3 className="text-sm">Settings</h3>
      <Menu
        label="Presets"
        align="end"
        items={items}
        trigger={(attributes) => (
          <Button {...attributes} size="sm" variant="quiet" icon={<SlidersHorizontal />}>
            Presets
          </Button>
        )}
      />
      <Suspense fallback={null}>
        {asking === "new" && (
          <PresetDialog
            pass={pass}
            params={() => presetValues(pass, values)}
            onClose={() => setAsking(undefined)}
            onSaved={(id) => {
              setLast(id);
              return refresh();
            }}
          />
        )}
        {asking === "file" && (
          <FileSettings
            pass={pass}
            onUse={(params, name) => apply({ ...values, ...params }, `the settings of ${name}`)}
            onClose={() => setAsking(undefined)}
          />
        )}
        {asking === "manage" && <ManagePresets pass={pass} onClose={() => setAsking(undefined)} />}
      </Suspense>
    </div>
  );
}

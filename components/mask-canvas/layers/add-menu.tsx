"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "@/components/trpc";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import type { MenuItem } from "@/components/ui/menu-list";
import type { useCarry } from "./use-carry";
import type { LayerActs } from "./use-layer-acts";

type Carry = NonNullable<ReturnType<typeof useCarry>>;

type AddMenuProps = {
  acts: LayerActs;
  projectId: string;
  /** Layers of the version before this one. */
  carry: Carry | null;
  onAdjust: () => void;
  onMannequin: () => void;
  onImport: (what: "regions" | "depth" | "mask") => void;
  onExport: (format: "ora" | "psd") => void;
};

/** What can be added, and where it can come from. The characters are asked for when somebody reaches for it. */
export function AddMenu({ acts, projectId, carry, onAdjust, onMannequin, onImport, onExport }: AddMenuProps) {
  const trpc = useTRPC();
  const [reached, setReached] = useState(false);
  const { data: people } = useQuery({ ...trpc.characters.list.queryOptions({ projectId }), enabled: reached });
  const add = (layer: Parameters<LayerActs["add"]>[0]) => () => void acts.add(layer).catch(() => {});
  const items: readonly MenuItem[] | undefined = people && [
    { key: "protected", label: "Protected area", onSelect: add({ kind: "protected" }) },
    { key: "adjustment", label: "Adjustment", onSelect: onAdjust },
    { key: "region", label: "Region", onSelect: add({ kind: "region" }) },
    {
      key: "background",
      label: "Background region",
      onSelect: add({ kind: "region", name: "Background", region: { background: true } }),
    },
    ...(carry
      ? [
          {
            key: "carry",
            label: carry.areas ? `Layers of ${carry.from}` : `Mask of ${carry.from}`,
            ...(carry.blocked === undefined ? { onSelect: carry.bring } : { blocked: carry.blocked }),
          },
        ]
      : []),
    { key: "import", separator: true, label: "From a picture" },
    { key: "mask", label: "Mask picture", onSelect: () => onImport("mask") },
    { key: "regions", label: "Regions by colour", onSelect: () => onImport("regions") },
    { key: "depth", label: "Depth range", onSelect: () => onImport("depth") },
    { key: "mannequin", label: "Mannequin", onSelect: onMannequin },
    { key: "out", separator: true },
    { key: "ora", label: "Save all as OpenRaster", onSelect: () => onExport("ora") },
    { key: "psd", label: "Save all as PSD", onSelect: () => onExport("psd") },
    ...(people.length > 0 ? [{ key: "of", separator: true as const, label: "Region of" }] : []),
    ...people.slice(0, 40).map(({ id, name }) => ({
      ...{ key: id, label: name },
      onSelect: add({ kind: "region", characterId: id }),
    })),
  ];
  return (
    <Menu
      label="Add a layer"
      align="end"
      items={items}
      onReach={() => setReached(true)}
      trigger={(attributes) => <IconButton {...attributes} label="Add a layer" icon={<Plus />} className="size-7" />}
    />
  );
}

"use client";

import { Ellipsis, Eye, EyeOff, Lock, ShieldCheck } from "lucide-react";
import { Thumb } from "@/components/media/thumb";
import { messageOf } from "@/components/studio/problem";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import type { MenuItem } from "@/components/ui/menu-list";
import { refused } from "@/components/ui/refused";
import { tip } from "@/components/ui/tip";
import type { MaskEditor } from "../engine/editor-types";
import { colourOf, kindHelp, kindWords, type Layer } from "./layer-words";
import type { LayerActs } from "./use-layer-acts";

interface LayerRowProps {
  layer: Layer;
  active: boolean;
  editor: MaskEditor;
  acts: LayerActs;
  pictureId: string;
  onActivate: () => void;
  onSettings: () => void;
  onLog: () => void;
}

/** One layer: whether it shows, whose it is, and what can be done with it. A click paints on it. */
export function LayerRow({ layer, active, editor, acts, pictureId, onActivate, onSettings, onLog }: LayerRowProps) {
  const { id, kind, name, visible, locked } = layer;
  const download = () => {
    import("./export-files").then(
      ({ saveMaskPng }) => saveMaskPng(editor, layer).catch((error: unknown) => refused({ message: messageOf(error) })),
      () => refused({ message: "That could not be loaded. Try again." }),
    );
  };
  const downloadAlpha = () => {
    const mask = editor.documents.get(id)?.mask;
    if (!mask) return;
    import("./export-layers").then(
      ({ saveComfyAlpha }) =>
        saveComfyAlpha(mask, pictureId, `${name}-alpha`).catch((error: unknown) =>
          refused({ message: messageOf(error) }),
        ),
      () => refused({ message: "That could not be loaded. Try again." }),
    );
  };
  const items: MenuItem[] = [
    { key: "settings", label: "Settings", onSelect: onSettings },
    {
      key: "lock",
      label: "Locked",
      checked: locked,
      onSelect: () => acts.change(id, { locked: !locked }),
    },
    { key: "log", label: "Strokes and snapshots", onSelect: onLog },
    { key: "png", label: "Save as mask picture", onSelect: download },
    { key: "comfy", label: "Save for ComfyUI", onSelect: downloadAlpha },
    { key: "line", separator: true },
    {
      key: "delete",
      label: "Delete",
      danger: true,
      ...(kind === "inpaint"
        ? { blocked: "Every version keeps its inpaint mask: clear it instead" }
        : { onSelect: () => acts.remove(layer) }),
    },
  ];
  return (
    <div className={cx("-ml-1 flex min-w-0 flex-1 items-center gap-1 rounded-control", active && "bg-selected")}>
      <IconButton
        label={`Show ${name}`}
        icon={visible ? <Eye /> : <EyeOff />}
        aria-pressed={visible}
        onClick={() => acts.change(id, { visible: !visible })}
        className="size-7 aria-pressed:bg-transparent aria-pressed:text-muted"
      />
      <button
        type="button"
        aria-pressed={active}
        onClick={onActivate}
        onDoubleClick={onSettings}
        {...tip(kindHelp[kind])}
        className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-control px-1 text-left text-sm pointer-coarse:h-11"
      >
        <Swatch layer={layer} />
        <span className="min-w-0 flex-1 truncate">{name}</span>
        <span className="sr-only">{kindWords[kind]}</span>
        {layer.reference && (
          <span className="w-6 shrink-0">
            <Thumb media={layer.reference} alt={`Reference of ${name}`} ratio={1} sizes="24px" />
          </span>
        )}
        {kind === "protected" && <ShieldCheck aria-hidden className="size-3.5 shrink-0 stroke-[1.5] text-muted" />}
        {locked && <Lock aria-label="locked" className="size-3.5 shrink-0 stroke-[1.5] text-muted" />}
      </button>
      <Menu
        label={`Acts on ${name}`}
        align="end"
        items={items}
        trigger={(attributes) => (
          <IconButton {...attributes} label={`More for ${name}`} icon={<Ellipsis />} className="size-7" />
        )}
      />
    </div>
  );
}

/** The layer's colour; with a character their picture inside it. */
function Swatch({ layer }: { layer: Layer }) {
  const { character, region } = layer;
  return (
    <span
      aria-hidden
      style={{ borderColor: colourOf(layer), ...(character?.picture ? {} : { backgroundColor: colourOf(layer) }) }}
      className={cx(
        "size-6 shrink-0 overflow-hidden rounded-full border-2",
        region?.background && "rounded-[4px] opacity-80",
      )}
    >
      {character?.picture && <Thumb media={character.picture} alt="" ratio={1} sizes="24px" className="rounded-none" />}
    </span>
  );
}

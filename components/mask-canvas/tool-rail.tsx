"use client";

import {
  Brush,
  Circle,
  Contrast,
  Eraser,
  Eye,
  EyeOff,
  Hand,
  Keyboard,
  Lasso,
  MoreHorizontal,
  PaintBucket,
  Pentagon,
  Ruler,
  Scan,
  Square,
  SquareDashedMousePointer,
  SquareSlash,
  WandSparkles,
  ZoomIn,
} from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import type { MenuItem } from "@/components/ui/menu-list";
import type { MaskEditor, ToolChoice } from "./engine/editor-types";
import type { CanvasSettings } from "./engine/settings";
import type { MaskView } from "./engine/view/tile-cache";
import { Toolbar } from "./toolbar";
import { keyWords, useCanvasSettings } from "./use-canvas-settings";
import { useEditor } from "./use-editor";

const SettingsDialog = dynamic(() => import("./settings-dialog").then((module) => module.SettingsDialog), {
  ssr: false,
});

const tools: readonly { tool: ToolChoice; label: string; icon: ReactNode }[] = [
  { tool: "brush", label: "Brush", icon: <Brush /> },
  { tool: "eraser", label: "Eraser", icon: <Eraser /> },
  { tool: "lasso", label: "Lasso", icon: <Lasso /> },
  { tool: "polygon", label: "Polygon", icon: <Pentagon /> },
  { tool: "rectangle", label: "Rectangle", icon: <Square /> },
  { tool: "ellipse", label: "Ellipse", icon: <Circle /> },
  { tool: "bucket", label: "Bucket", icon: <PaintBucket /> },
  { tool: "magic", label: "Magic select", icon: <WandSparkles /> },
  { tool: "box", label: "Box", icon: <SquareDashedMousePointer /> },
  { tool: "hand", label: "Hand", icon: <Hand /> },
  { tool: "zoom", label: "Zoom", icon: <ZoomIn /> },
];

const views: readonly { view: MaskView; label: string }[] = [
  { view: "rubylith", label: "Mask over the picture" },
  { view: "bw", label: "Mask in black and white" },
  { view: "ants", label: "Outline of the mask" },
];

/** The left column. Keys are shown here and handled by the engine. */
export function ToolRail({ editor }: { editor: MaskEditor }) {
  const active = useEditor(editor, ({ activeTool }) => activeTool);
  const visible = useEditor(editor, ({ maskVisible }) => maskVisible);
  const settings = useCanvasSettings();
  const [choosing, setChoosing] = useState(false);
  const keys = (id: string) => {
    const words = keyWords(settings, id);
    return words === undefined ? {} : { keys: words };
  };
  return (
    <div data-tip-side="right" className="flex h-full flex-col gap-1.5 overflow-y-auto p-2">
      <Toolbar label="Tools" vertical className="grid gap-0.5">
        {tools.map(({ tool, label, icon }) => (
          <IconButton
            key={tool}
            label={label}
            {...keys(tool)}
            icon={icon}
            pressed={active === tool}
            onClick={() => editor.setTool(tool)}
          />
        ))}
      </Toolbar>
      <hr className="mx-1" />
      <Toolbar label="Mask" vertical className="grid gap-0.5">
        <IconButton
          label="Show mask"
          {...keys("toggleMask")}
          icon={visible ? <Eye /> : <EyeOff />}
          pressed={visible}
          onClick={() => editor.setMaskVisible(!visible)}
        />
        <MaskMenu editor={editor} settings={settings} onSettings={() => setChoosing(true)} />
      </Toolbar>
      {choosing && <SettingsDialog onClose={() => setChoosing(false)} />}
    </div>
  );
}

interface MaskMenuProps {
  editor: MaskEditor;
  settings: CanvasSettings;
  onSettings: () => void;
}

function MaskMenu({ editor, settings, onSettings }: MaskMenuProps) {
  const shown = useEditor(editor, ({ view }) => view);
  const rulers = useEditor(editor, (snapshot) => snapshot.rulers);
  const act = (id: string, label: string, icon: ReactNode, onSelect: () => void): MenuItem => {
    const words = keyWords(settings, id);
    return { key: id, label, icon, onSelect, ...(words === undefined ? {} : { keys: words }) };
  };
  const items: MenuItem[] = [
    act("invert", "Invert mask", <Contrast />, () => editor.invert()),
    act("fill", "Fill mask", <PaintBucket />, () => editor.fill()),
    act("clear", "Clear mask", <SquareSlash />, () => editor.clear()),
    act("fitBox", "Fit box to mask", <Scan />, () => editor.fitBox()),
    { key: "views", separator: true, label: "View" },
    ...views.map(({ view, label }) => ({
      key: view,
      label,
      checked: shown === view,
      onSelect: () => editor.setView(view),
    })),
    { key: "own", separator: true },
    { ...act("toggleRulers", "Rulers", <Ruler />, () => editor.setRulers(!rulers)), checked: rulers },
    { key: "settings", label: "Keys, wheel and pen", icon: <Keyboard />, onSelect: onSettings },
  ];
  return (
    <Menu
      label="Mask"
      side="right"
      items={items}
      trigger={(attributes) => <IconButton {...attributes} label="Mask and view" icon={<MoreHorizontal />} />}
    />
  );
}

"use client";

import {
  Brush,
  Circle,
  Contrast,
  Eraser,
  Eye,
  EyeOff,
  Hand,
  Lasso,
  PaintBucket,
  Square,
  SquareDashedMousePointer,
  SquareSlash,
  SwatchBook,
} from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import type { MaskEditor, ToolChoice } from "./engine/editor-types";
import { Toolbar } from "./toolbar";
import { useEditor } from "./use-editor";

const tools: readonly { tool: ToolChoice; label: string; keys: string; icon: ReactNode }[] = [
  { tool: "brush", label: "Brush", keys: "B", icon: <Brush /> },
  { tool: "eraser", label: "Eraser", keys: "E", icon: <Eraser /> },
  { tool: "lasso", label: "Lasso", keys: "L", icon: <Lasso /> },
  { tool: "rectangle", label: "Rectangle", keys: "U", icon: <Square /> },
  { tool: "ellipse", label: "Ellipse", keys: "Shift+U", icon: <Circle /> },
  { tool: "box", label: "Box", keys: "C", icon: <SquareDashedMousePointer /> },
  { tool: "hand", label: "Hand", keys: "H", icon: <Hand /> },
];

/** The left column. Keys are shown here and handled by the engine. */
export function ToolRail({ editor }: { editor: MaskEditor }) {
  const active = useEditor(editor, ({ activeTool }) => activeTool);
  const visible = useEditor(editor, ({ maskVisible }) => maskVisible);
  const view = useEditor(editor, (snapshot) => snapshot.view);
  return (
    <div data-tip-side="right" className="flex flex-col gap-1.5 overflow-y-auto p-2">
      <Toolbar label="Tools" vertical className="grid gap-0.5">
        {tools.map(({ tool, label, keys, icon }) => (
          <IconButton
            key={tool}
            label={label}
            keys={keys}
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
          keys="M"
          icon={visible ? <Eye /> : <EyeOff />}
          pressed={visible}
          onClick={() => editor.setMaskVisible(!visible)}
        />
        <IconButton
          label="Black and white"
          keys="Shift+M"
          icon={<SwatchBook />}
          pressed={view === "bw"}
          onClick={() => editor.setView(view === "bw" ? "rubylith" : "bw")}
        />
        <IconButton label="Invert mask" keys="Shift+V" icon={<Contrast />} onClick={() => editor.invert()} />
        <IconButton label="Fill mask" keys="Shift+Backspace" icon={<PaintBucket />} onClick={() => editor.fill()} />
        <IconButton label="Clear mask" keys="Delete" icon={<SquareSlash />} onClick={() => editor.clear()} />
      </Toolbar>
    </div>
  );
}

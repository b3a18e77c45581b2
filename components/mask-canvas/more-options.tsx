"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { toolHints } from "./canvas-words";
import type { MaskEditor } from "./engine/editor-types";
import { InlineNumber } from "./inline-number";
import { useEditor } from "./use-editor";

type Tool = "bucket" | "magic" | "polygon" | "rectangle" | "ellipse";

/** The options of the tools that are not in hand from the start; loaded with the first of them. */
export function MoreOptions({ editor, tool }: { editor: MaskEditor; tool: Tool }) {
  if (tool === "bucket") return <Likeness editor={editor} hint={toolHints.bucket} />;
  if (tool === "magic") return <MagicOptions editor={editor} />;
  if (tool === "polygon") return <PolygonOptions editor={editor} />;
  return <ByNumbers editor={editor} kind={tool === "rectangle" ? "rect" : "ellipse"} />;
}

function Likeness({ editor, hint }: { editor: MaskEditor; hint: string }) {
  const { tolerance, contiguous } = useEditor(editor, ({ likeness }) => likeness);
  const busy = useEditor(editor, (snapshot) => snapshot.busy);
  return (
    <>
      <InlineNumber
        label="Tolerance"
        hint="How far a colour may be from the one you press on, 0 to 255"
        value={tolerance}
        min={0}
        max={255}
        onCommit={(next) => editor.setLikeness({ tolerance: next })}
      />
      <Checkbox
        label="Contiguous"
        checked={contiguous}
        onChange={({ target }) => editor.setLikeness({ contiguous: target.checked })}
      />
      <p className="min-w-0 truncate text-muted text-xs">{busy ? "Working" : hint}</p>
    </>
  );
}

function MagicOptions({ editor }: { editor: MaskEditor }) {
  const proposed = useEditor(editor, (snapshot) => snapshot.proposed);
  if (!proposed) return <Likeness editor={editor} hint={toolHints.magic} />;
  return (
    <>
      <Button size="sm" variant="primary" keys="Enter" onClick={() => editor.pendingKey("enter")}>
        Add to mask
      </Button>
      <Button size="sm" keys="Alt+Enter" onClick={() => editor.pendingKey("enter", true)}>
        Take from mask
      </Button>
      <Button size="sm" variant="quiet" keys="Escape" onClick={() => editor.pendingKey("escape")}>
        Drop
      </Button>
      <p className="min-w-0 truncate text-muted text-xs">
        Press again to add to the selection, with Alt to take from it.
      </p>
    </>
  );
}

function PolygonOptions({ editor }: { editor: MaskEditor }) {
  const pending = useEditor(editor, (snapshot) => snapshot.pending);
  if (!pending) return <p className="min-w-0 truncate text-muted text-xs">{toolHints.polygon}</p>;
  return (
    <>
      <Button size="sm" variant="primary" keys="Enter" onClick={() => editor.pendingKey("enter")}>
        Close outline
      </Button>
      <Button size="sm" keys="Backspace" onClick={() => editor.pendingKey("backspace")}>
        Drop last corner
      </Button>
      <Button size="sm" variant="quiet" keys="Escape" onClick={() => editor.pendingKey("escape")}>
        Drop all
      </Button>
    </>
  );
}

/** A shape by numbers, for those who paint by keyboard or know the place. */
function ByNumbers({ editor, kind }: { editor: MaskEditor; kind: "rect" | "ellipse" }) {
  const [rect, setRect] = useState({ x: 0, y: 0, w: 64, h: 64 });
  const set = (change: Partial<typeof rect>) => setRect((now) => ({ ...now, ...change }));
  return (
    <>
      <InlineNumber label="X" value={rect.x} min={-16384} max={16384} onCommit={(x) => set({ x })} />
      <InlineNumber label="Y" value={rect.y} min={-16384} max={16384} onCommit={(y) => set({ y })} />
      <InlineNumber label="W" value={rect.w} min={1} max={16384} onCommit={(w) => set({ w })} />
      <InlineNumber label="H" value={rect.h} min={1} max={16384} onCommit={(h) => set({ h })} />
      <Button size="sm" onClick={() => editor.addShape(kind, "add", rect)}>
        Add
      </Button>
      <Button size="sm" variant="quiet" onClick={() => editor.addShape(kind, "erase", rect)}>
        Take away
      </Button>
    </>
  );
}

"use client";

import { Check, CloudOff, LoaderCircle, Redo2, TriangleAlert, Undo2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { tip } from "@/components/ui/tip";
import { saveWords, zoomWords } from "./canvas-words";
import type { MaskEditor } from "./engine/editor-types";
import type { SyncStatus } from "./engine/sync";
import { saveStatusOf } from "./layers/save-status";
import { Toolbar } from "./toolbar";
import { useEditor } from "./use-editor";

/** What the canvas adds to the top bar: is it saved, undo, redo, zoom. */
export function CanvasBar({ editor, onReload }: { editor: MaskEditor; onReload: () => void }) {
  const [status] = useState(() => saveStatusOf(editor.documents));
  const sync = useEditor(editor, status);
  const zoom = useEditor(editor, (snapshot) => snapshot.zoom);
  const canUndo = useEditor(editor, (snapshot) => snapshot.canUndo);
  const canRedo = useEditor(editor, (snapshot) => snapshot.canRedo);
  return (
    <>
      <SaveStatus status={sync} onReload={onReload} />
      <Toolbar label="History and zoom" className="flex items-center gap-0.5">
        <IconButton label="Undo" keys="Mod+Z" icon={<Undo2 />} disabled={!canUndo} onClick={() => editor.undo()} />
        <IconButton
          label="Redo"
          keys="Mod+Shift+Z"
          icon={<Redo2 />}
          disabled={!canRedo}
          onClick={() => editor.redo()}
        />
        <output aria-label="Zoom" className="num w-12 text-right text-muted text-xs">
          {zoomWords(zoom)}
        </output>
        <Button size="sm" variant="quiet" keys="Mod+0" onClick={() => editor.fit()}>
          Fit
        </Button>
        <Button size="sm" variant="quiet" keys="Mod+1" onClick={() => editor.zoomTo(1)}>
          100 %
        </Button>
      </Toolbar>
    </>
  );
}

const icons = { saved: Check, saving: LoaderCircle, offline: CloudOff, refused: TriangleAlert };

function SaveStatus({ status, onReload }: { status: SyncStatus; onReload: () => void }) {
  const Icon = icons[status.state];
  const bad = status.state === "refused";
  return (
    <span className="flex items-center gap-2 text-xs">
      <span
        role="status"
        {...(bad ? tip(status.message) : {})}
        className={cx("flex min-w-16 items-center justify-end gap-1.5", bad ? "text-danger" : "text-muted")}
      >
        <Icon aria-hidden className="size-3.5 stroke-[1.5]" />
        {saveWords(status)}
        {bad && <span className="sr-only">{status.message}</span>}
      </span>
      {bad && (
        <Button size="sm" onClick={onReload}>
          Load the mask again
        </Button>
      )}
    </span>
  );
}

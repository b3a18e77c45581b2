import type { ClipboardEvent } from "react";
import { writeTsv } from "@/contract/script/tsv";
import { copied } from "./grid-edits";
import type { ShotGridProps } from "./grid-props";

type GridClipboard = Pick<ShotGridProps, "store" | "cursor" | "view" | "columns" | "context"> & {
  editable: boolean;
  /** Cells from elsewhere, to be looked at before they are taken. */
  onText: (text: string) => void;
};

/** Copying cells out of the table and pasting into it. */
export function gridClipboard({ store, cursor, view, columns, context, editable, onText }: GridClipboard) {
  const onCopy = (event: ClipboardEvent) => {
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return;
    const rows = copied(cursor, view.ids, columns, store, context);
    if (rows.length === 0) return;
    event.preventDefault();
    const data = event.clipboardData;
    // Written at once: the clipboard of an event is closed when it is over.
    data.setData("text/plain", writeTsv(rows));
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return;
    const text = event.clipboardData.getData("text/plain");
    if (text === "" || !editable || !cursor.at) return;
    event.preventDefault();
    onText(text);
  };
  return { onCopy, onPaste };
}

"use client";

import { type DragEvent, useEffect, useState } from "react";

const writes = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

/** Handlers that make an element a place to drop files, and pasted pictures anywhere on the page (but not into a field). */
export const useDropFiles = (add: (files: File[]) => void, paste: boolean) => {
  // Enter and leave also fire for children: the depth says whether the pointer is still inside.
  const [depth, setDepth] = useState(0);
  useEffect(() => {
    if (!paste) return;
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || writes(event.target) || event.defaultPrevented) return;
      event.preventDefault();
      add(files);
    };
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, [add, paste]);
  const handlers = {
    onDragEnter: (event: DragEvent) => carriesFiles(event) && setDepth((n) => n + 1),
    onDragLeave: (event: DragEvent) => carriesFiles(event) && setDepth((n) => Math.max(0, n - 1)),
    onDragOver: (event: DragEvent) => carriesFiles(event) && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setDepth(0);
      add([...event.dataTransfer.files]);
    },
  };
  return { over: depth > 0, handlers };
};

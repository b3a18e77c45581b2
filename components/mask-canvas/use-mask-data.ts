"use client";

import { useEffect } from "react";
import type { MaskEditor } from "./engine/editor-types";
import { saveStatusOf } from "./layers/save-status";

const quietMs = 150;

/** Writes what is in the document on its element, for assistive tools and tests: the layer in hand, and its hash once all is saved and at rest. */
export function useMaskData(container: HTMLDivElement | null, editor: MaskEditor | null): void {
  useEffect(() => {
    if (!container || !editor) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let hashed = "";
    const status = saveStatusOf(editor.documents);
    const hash = async (mark: string) => {
      // Rejects when the canvas closed meanwhile: then there is nothing to write it on.
      const value = await editor.hash().catch(() => null);
      if (value !== null && mark === hashed) container.dataset.maskHash = value;
    };
    const write = () => {
      const { coverage, zoom, document: layer } = editor.getSnapshot();
      const sync = status();
      container.dataset.maskSaved = sync.state;
      container.dataset.maskLayer = layer;
      container.dataset.maskCoverage = coverage.toFixed(6);
      container.dataset.zoom = zoom.toFixed(4);
      const mark = `${layer} ${sync.state} ${coverage}`;
      if (mark === hashed) return;
      hashed = mark;
      delete container.dataset.maskHash;
      clearTimeout(timer);
      if (sync.state === "saved") timer = setTimeout(() => void hash(mark), quietMs);
    };
    write();
    const stop = editor.subscribe(write);
    return () => {
      stop();
      clearTimeout(timer);
      hashed = "";
      for (const name of ["maskSaved", "maskLayer", "maskCoverage", "maskHash", "zoom"]) delete container.dataset[name];
    };
  }, [container, editor]);
}

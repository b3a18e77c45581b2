"use client";

import { useEffect } from "react";
import type { MaskEditor } from "./engine/editor-types";

const quietMs = 150;

/** Writes what is in the document on its element, for assistive tools and tests: the hash once all is saved and at rest. */
export function useMaskData(container: HTMLDivElement | null, editor: MaskEditor | null): void {
  useEffect(() => {
    if (!container || !editor) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let hashed = "";
    const hash = async (mark: string) => {
      const value = await editor.hash();
      if (mark === hashed) container.dataset.maskHash = value;
    };
    const write = () => {
      const { sync, coverage, zoom } = editor.getSnapshot();
      container.dataset.maskSaved = sync.state;
      container.dataset.maskCoverage = coverage.toFixed(6);
      container.dataset.zoom = zoom.toFixed(4);
      const mark = `${sync.state} ${coverage}`;
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
      for (const name of ["maskSaved", "maskCoverage", "maskHash", "zoom"]) delete container.dataset[name];
    };
  }, [container, editor]);
}

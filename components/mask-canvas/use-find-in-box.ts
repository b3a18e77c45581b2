"use client";

import { useEffect } from "react";
import { useTRPCClient } from "@/components/trpc";
import type { MaskEditor } from "./engine/editor-types";

/** Lets magic select look into a box of this version. What it takes is loaded when a box is first dragged. */
export function useFindInBox(editor: MaskEditor, versionId: string): void {
  const client = useTRPCClient();
  useEffect(() => {
    editor.setFindInBox(async (box, signal) => {
      const { findInBox } = await import("./find-in-box");
      return findInBox(client, versionId)(box, signal);
    });
    return () => editor.setFindInBox(null);
  }, [editor, client, versionId]);
}

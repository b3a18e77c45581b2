"use client";

import { useEffect, useState } from "react";
import type { MaskEditor } from "./engine/editor-types";
import type { Viewport } from "./engine/viewport";

/** Where the picture lies, looked up once a frame: the engine tells of zoom only. */
export function useViewport(editor: MaskEditor): Viewport {
  const [view, setView] = useState(editor.viewport);
  useEffect(() => {
    let frame = 0;
    const look = () => {
      // The engine makes a new one at each move, so an unmoved picture renders nothing.
      setView(editor.viewport);
      frame = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(frame);
  }, [editor]);
  return view;
}

import type { ToolChoice } from "./engine/editor-types";
import type { SyncStatus } from "./engine/sync";

/** What happened to the strokes, in a word or two. */
export function saveWords(status: SyncStatus): string {
  switch (status.state) {
    case "saved":
      return "Saved";
    case "saving":
      return "Saving";
    case "offline":
      return `Offline, ${status.waiting} to send`;
    case "refused":
      return "Not saved";
  }
}

/** 0.6234 → "62 %"; small zooms keep a digit. */
export const zoomWords = (zoom: number): string => {
  const percent = zoom * 100;
  return `${percent < 10 ? Math.round(percent * 10) / 10 : Math.round(percent)} %`;
};

/** One line on how the tool in hand is used. */
export const toolHints: Record<Exclude<ToolChoice, "brush" | "eraser">, string> = {
  lasso: "Drag around what should change. Alt takes away, Space moves the outline.",
  polygon: "Press for each corner. Enter or the first corner closes it, Backspace drops the last, Alt takes away.",
  rectangle: "Drag a rectangle. Shift keeps it square, Alt takes away, Space moves it.",
  ellipse: "Drag an ellipse. Shift keeps it round, Alt takes away, Space moves it.",
  bucket: "Press on a colour to fill it. Alt takes away.",
  magic: "Drag a box around a thing, or press on a colour. Alt takes from the selection.",
  zoom: "Press to zoom in, with Alt to zoom out, or drag over what to see.",
  box: "Drag the box a pass looks at. It is not the mask.",
  hand: "Drag to move the picture. Ctrl and the wheel zoom.",
};

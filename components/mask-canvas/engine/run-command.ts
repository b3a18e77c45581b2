import type { MaskEditor } from "./editor-types";
import { type Command, nextSize } from "./hotkeys";
import { nextZoom } from "./viewport";

export const maskViews = ["rubylith", "bw", "ants"] as const;

/** Does what a key asked for, through the editor's public face. */
export function runCommand(editor: MaskEditor, command: Exclude<Command, { type: "tool" }>): void {
  const { brush, zoom, tool, maskVisible, view } = editor.getSnapshot();
  switch (command.type) {
    case "size":
      editor.setBrush({ size: nextSize(brush.size, command.direction) });
      break;
    case "hardness":
      editor.setBrush({ hardness: brush.hardness + command.direction * 10 });
      break;
    case "zoomStep":
      editor.zoomTo(nextZoom(zoom, command.direction));
      break;
    case "actualSize":
      editor.zoomTo(1);
      break;
    case "swap":
      editor.setTool(tool === "brush" ? "eraser" : "brush");
      break;
    case "toggleMask":
      editor.setMaskVisible(!maskVisible);
      break;
    case "toggleView":
      editor.setView(maskViews[(maskViews.indexOf(view) + 1) % maskViews.length] ?? "rubylith");
      break;
    case "toggleRulers":
      editor.setRulers(!editor.getSnapshot().rulers);
      break;
    case "layer": {
      const { keys } = editor.documents;
      const next = keys[keys.indexOf(editor.getSnapshot().document) + command.direction];
      if (next !== undefined) editor.documents.activate(next);
      break;
    }
    default:
      editor[command.type]();
  }
}

import { Archive, FileDown, FileUp, Hash, Redo2, ScanFace, Undo2 } from "lucide-react";
import type { MenuItem } from "@/components/ui/menu-list";

interface MoreActs {
  undo: () => void;
  redo: () => void;
  renumber: () => void;
  export: () => void;
  open: (dialog: "import" | "likeness" | "archived") => void;
}

/** What else can be done with the shots. Loaded when somebody reaches for the menu. */
export const moreItems = ({ undo, redo, renumber, export: onExport, open }: MoreActs): MenuItem[] => [
  { key: "undo", label: "Undo", keys: "Mod+Z", icon: <Undo2 />, onSelect: undo },
  { key: "redo", label: "Do again", keys: "Mod+Shift+Z", icon: <Redo2 />, onSelect: redo },
  { key: "import", label: "Import from a file…", icon: <FileDown />, onSelect: () => open("import") },
  { key: "export", label: "Export to a file…", icon: <FileUp />, onSelect: onExport },
  { key: "renumber", label: "Renumber…", icon: <Hash />, onSelect: renumber },
  { key: "likeness", label: "Likeness…", icon: <ScanFace />, onSelect: () => open("likeness") },
  { key: "archived", label: "Archived shots…", icon: <Archive />, onSelect: () => open("archived") },
];

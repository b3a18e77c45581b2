import { ClipboardPaste, Upload } from "lucide-react";
import type { MenuItem } from "@/components/ui/menu-list";
import { notify } from "@/components/ui/notify";
import { addSources } from "./add-sources";

interface Ways {
  onUpload: () => void;
  onFiles: (files: File[]) => void;
  open: (key: string) => void;
}

/** The entries of "Add pictures", and the dialogs behind them. Loaded when somebody reaches for the menu. */
export const adding = {
  sources: addSources,
  items: ({ onUpload, onFiles, open }: Ways): MenuItem[] => [
    { key: "upload", label: "Upload…", icon: <Upload />, keys: "a", onSelect: onUpload },
    {
      key: "paste",
      label: "Paste",
      icon: <ClipboardPaste />,
      keys: "Mod+V",
      onSelect: () => void pasted().then((files) => files.length > 0 && onFiles(files)),
    },
    ...addSources.map(({ key, label, icon }) => ({ key, label, icon, onSelect: () => open(key) })),
  ],
};

/** Pictures on the clipboard; says so when there is none, or when the browser does not let a button read it. */
const pasted = async (): Promise<File[]> => {
  const none = () => {
    notify({ title: "No picture on the clipboard", description: "Copy one, then press Mod+V on this page." });
    return [];
  };
  try {
    const files: File[] = [];
    for (const item of await navigator.clipboard.read()) {
      const type = item.types.find((one) => one.startsWith("image/"));
      if (type) files.push(new File([await item.getType(type)], `pasted.${type.split("/")[1]}`, { type }));
    }
    return files.length > 0 ? files : none();
  } catch {
    return none();
  }
};

"use client";

import { ChevronDown, ClipboardPaste, ImagePlus, Upload } from "lucide-react";
import { Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { type AddSourceProps, addSources } from "./add-sources";

interface AddMenuProps extends Omit<AddSourceProps, "open" | "onOpenChange"> {
  onUpload: () => void;
  onFiles: (files: File[]) => void;
}

/** Every way pictures come into a package. */
export function AddMenu({ onUpload, onFiles, ...context }: AddMenuProps) {
  const [chosen, setChosen] = useState<string>();
  // A dialog stays for its closing.
  const [opened, setOpened] = useState<readonly string[]>([]);
  const open = (key: string) => {
    setOpened((now) => (now.includes(key) ? now : [...now, key]));
    setChosen(key);
  };
  return (
    <>
      <Menu
        label="Add pictures"
        align="end"
        items={[
          { key: "upload", label: "Upload…", icon: <Upload />, keys: "a", onSelect: onUpload },
          {
            key: "paste",
            label: "Paste",
            icon: <ClipboardPaste />,
            keys: "Mod+V",
            onSelect: () => void pasted().then((files) => files.length > 0 && onFiles(files)),
          },
          ...addSources.map(({ key, label, icon }) => ({ key, label, icon, onSelect: () => open(key) })),
        ]}
        trigger={(attributes) => (
          <Button {...attributes} variant="secondary" icon={<ImagePlus />}>
            Add pictures
            <ChevronDown aria-hidden />
          </Button>
        )}
      />
      <Suspense fallback={null}>
        {addSources.map(
          ({ key, Dialog }) =>
            opened.includes(key) && (
              <Dialog
                key={key}
                {...context}
                open={chosen === key}
                onOpenChange={(next) => setChosen(next ? key : undefined)}
              />
            ),
        )}
      </Suspense>
    </>
  );
}

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

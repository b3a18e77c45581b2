"use client";

import { ChevronDown, ImagePlus } from "lucide-react";
import { Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { usePart } from "@/components/ui/use-part";
import type { AddSourceProps } from "./add-sources";

interface AddMenuProps extends Omit<AddSourceProps, "open" | "onOpenChange"> {
  onUpload: () => void;
  onFiles: (files: File[]) => void;
}

const loadAdding = () => import("./add-items").then((file) => file.adding);

/** Every way pictures come into a package. */
export function AddMenu({ onUpload, onFiles, ...context }: AddMenuProps) {
  const [adding, want] = usePart(loadAdding);
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
        items={adding?.items({ onUpload, onFiles, open })}
        onReach={want}
        trigger={(attributes) => (
          <Button {...attributes} variant="secondary" icon={<ImagePlus />}>
            Add pictures
            <ChevronDown aria-hidden />
          </Button>
        )}
      />
      <Suspense fallback={null}>
        {adding?.sources.map(
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

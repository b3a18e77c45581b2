"use client";

import { Copy } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { notify } from "@/components/ui/notify";

/** Copies one word; where the browser hides its clipboard it says so. */
export function CopyWord({ value, label }: { value: string; label: string }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      notify({ title: `Copied ${value}`, id: "copy" });
    } catch {
      notify({ title: "The browser does not let this page copy. Select the word and press Ctrl+C.", id: "copy" });
    }
  };
  return <IconButton label={label} icon={<Copy />} onClick={() => void copy()} className="-my-1.5" />;
}

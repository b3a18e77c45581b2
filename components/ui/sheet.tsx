"use client";

import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { useModal } from "@/components/ui/use-modal";

export interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** The edge it stands on. */
  side?: "left" | "right" | "bottom";
  children?: ReactNode;
}

const sides = {
  left: "mr-auto h-dvh max-h-dvh w-[min(320px,88vw)] rounded-r-panel",
  right: "ml-auto h-dvh max-h-dvh w-[min(420px,100vw)] sm:rounded-l-panel",
  bottom: "mt-auto max-h-[85dvh] w-full max-w-full rounded-t-panel",
};

/** A dialog that keeps to one edge, for lists and details on small screens. */
export function Sheet({ open, onOpenChange, title, side = "right", children }: SheetProps) {
  const id = useId();
  const modal = useModal(open, onOpenChange);
  return (
    <dialog
      {...modal}
      aria-labelledby={id}
      className={cx("appear m-0 flex-col bg-raised shadow-float open:flex", sides[side])}
    >
      {open && (
        <>
          <header className="flex h-12 shrink-0 items-center justify-between border-b pr-2 pl-4">
            <h2 id={id}>{title}</h2>
            <IconButton label="Close" keys="Esc" icon={<X />} onClick={() => onOpenChange(false)} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-4 pb-[max(16px,env(safe-area-inset-bottom))]">
            {children}
          </div>
        </>
      )}
    </dialog>
  );
}

"use client";

import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { useModal } from "@/components/ui/use-modal";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** sm 400 px, md 560, lg 800. On a phone it fills the width from the bottom edge. */
  size?: "sm" | "md" | "lg";
  /** Buttons; the act comes last. */
  footer?: ReactNode;
  children?: ReactNode;
}

const widths = { sm: "sm:max-w-[400px]", md: "sm:max-w-[560px]", lg: "sm:max-w-[800px]" };

export function Dialog({ open, onOpenChange, title, description, size = "md", footer, children }: DialogProps) {
  const id = useId();
  const modal = useModal(open, onOpenChange);
  return (
    <dialog
      {...modal}
      aria-labelledby={`${id}-title`}
      aria-describedby={description === undefined ? undefined : `${id}-description`}
      className={cx(
        "appear m-auto max-h-[min(85dvh,900px)] w-full max-w-full flex-col rounded-panel bg-raised shadow-float open:flex",
        "max-sm:mb-0 max-sm:rounded-b-none",
        widths[size],
      )}
    >
      {open && (
        <>
          <header className="flex items-start justify-between gap-4 px-4 pt-4 pb-3">
            <div className="grid gap-1">
              <h2 id={`${id}-title`} className="text-lg">
                {title}
              </h2>
              {description !== undefined && (
                <p id={`${id}-description`} className="text-muted">
                  {description}
                </p>
              )}
            </div>
            <IconButton
              label="Close"
              keys="Esc"
              icon={<X />}
              onClick={() => onOpenChange(false)}
              className="-mt-1 -mr-1"
            />
          </header>
          {children !== undefined && <div className="min-h-0 overflow-y-auto px-4 pt-1 pb-4">{children}</div>}
          {footer !== undefined && (
            <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{footer}</footer>
          )}
        </>
      )}
    </dialog>
  );
}

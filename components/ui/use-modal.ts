"use client";

import { type MouseEvent, type RefObject, type SyntheticEvent, useEffect, useRef } from "react";

interface ModalHandlers {
  ref: RefObject<HTMLDialogElement | null>;
  onCancel: (event: SyntheticEvent<HTMLDialogElement>) => void;
  onClose: (event: SyntheticEvent<HTMLDialogElement>) => void;
  onPointerDown: (event: MouseEvent<HTMLDialogElement>) => void;
  onClick: (event: MouseEvent<HTMLDialogElement>) => void;
}

/**
 * Drives a native `<dialog>`: the browser traps focus, makes the rest inert and gives focus back.
 * Escape and a press on the backdrop ask `onOpenChange(false)`; the owner decides.
 */
export function useModal(open: boolean, onOpenChange: (open: boolean) => void): ModalHandlers {
  const ref = useRef<HTMLDialogElement>(null);
  const pressed = useRef(false);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) {
      dialog.showModal();
      // The browser would choose the close button: the first field is what the person came for.
      const first = dialog.querySelector<HTMLElement>("[data-autofocus]");
      (first ?? dialog.querySelector<HTMLElement>("input, select, textarea"))?.focus();
    }
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return {
    ref,
    onCancel: (event) => {
      if (event.target !== event.currentTarget) return;
      event.preventDefault();
      onOpenChange(false);
    },
    onClose: (event) => {
      if (event.target === event.currentTarget && open) onOpenChange(false);
    },
    // Closing on the press would let its default act focus what lies underneath; a drag out of the dialog is no press.
    onPointerDown: (event) => {
      pressed.current = event.target === event.currentTarget && outside(event);
    },
    onClick: (event) => {
      if (pressed.current && outside(event)) onOpenChange(false);
      pressed.current = false;
    },
  };
}

function outside(event: MouseEvent<HTMLDialogElement>): boolean {
  const box = event.currentTarget.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
}

"use client";

import { useEffect, useSyncExternalStore } from "react";
import { Toaster, toast } from "sonner";
import { cx } from "@/components/ui/cx";
import { deliverNoticesTo, type Notice } from "@/components/ui/notify";

const act =
  "h-7 shrink-0 rounded-control border border-edge px-2 text-xs hover:border-control pointer-coarse:h-11 pointer-coarse:px-3";

/** sonner, unstyled, in our look. Loaded by `Toasts`. */
export function ToastStack() {
  useEffect(() => {
    deliverNoticesTo(showToast);
    return () => deliverNoticesTo(undefined);
  }, []);
  const wide = useSyncExternalStore(watch, isWide, () => true);
  return (
    <Toaster
      {...(wide ? beside : over)}
      style={{ fontFamily: "inherit" }}
      visibleToasts={3}
      gap={8}
      containerAriaLabel="Notices"
    />
  );
}

// Where no act is: beside the rail's foot, and on a phone, whose foot holds the acts, over the top bar.
const beside = { position: "bottom-left", offset: { bottom: 16, left: 72 } } as const;
const over = { position: "top-center", offset: { top: 4 }, mobileOffset: { top: 4, left: 12, right: 12 } } as const;

/** From here on the shell has its rail at the side. */
const query = "(width >= 1024px)";
const isWide = () => matchMedia(query).matches;
const watch = (changed: () => void) => {
  const list = matchMedia(query);
  list.addEventListener("change", changed);
  return () => list.removeEventListener("change", changed);
};

function showToast({ title, description, tone, undo, action, id }: Notice): void {
  const keep = tone === "danger" ? 12_000 : undo ? 8_000 : 4_000;
  toast.custom(
    (key) => (
      <div
        role={tone === "danger" ? "alert" : undefined}
        className="flex w-[min(356px,calc(100vw-24px))] items-center gap-3 rounded-panel bg-raised py-2 pr-2 pl-3 text-sm text-text shadow-float"
      >
        <div className="grid min-w-0 flex-1 py-1">
          <span className={cx("break-words", tone === "danger" && "text-danger")}>{title}</span>
          {description !== undefined && <span className="break-words text-muted text-xs">{description}</span>}
        </div>
        {action && <Act label={action.label} run={action.run} close={() => toast.dismiss(key)} />}
        {undo && <Act label="Undo" run={undo} close={() => toast.dismiss(key)} />}
      </div>
    ),
    { duration: keep, unstyled: true, ...(id === undefined ? {} : { id }) },
  );
}

function Act({ label, run, close }: { label: string; run: () => void; close: () => void }) {
  return (
    <button
      type="button"
      className={act}
      onClick={() => {
        close();
        run();
      }}
    >
      {label}
    </button>
  );
}

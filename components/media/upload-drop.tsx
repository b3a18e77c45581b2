"use client";

import { ImagePlus } from "lucide-react";
import { lazy, type ReactNode, Suspense, useRef } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { useDropFiles } from "./use-drop-files";
import type { Upload } from "./use-upload";

const UploadList = lazy(() => import("./upload-list").then((file) => ({ default: file.UploadList })));

// Other kinds are not hidden: a wrong one is refused in words, which a greyed file in a dialog is not.
const accept = "image/png,image/jpeg,image/webp,image/tiff,image/gif";

export interface UploadDropProps {
  /** From `useUpload`. */
  upload: Upload;
  /** The act: "Add pictures of Mara". */
  label: string;
  /** One line under it. */
  hint?: string;
  /** Pictures pasted anywhere on the page come here. At most one place a page. */
  paste?: boolean;
  /** Given: the drop place is this content, with no box of its own and no list; show `UploadList` where it suits. */
  children?: ReactNode;
  className?: string | undefined;
}

/** A place to drop, choose or paste pictures, several at once, with what is on its way below it. */
export function UploadDrop({ upload, label, hint, paste = true, children, className }: UploadDropProps) {
  const { over, handlers } = useDropFiles(upload.add, paste);
  if (children !== undefined)
    return (
      <div {...handlers} className={cx("relative", className)}>
        {children}
        {over && (
          <div className="pointer-events-none absolute inset-0 grid place-items-center rounded-panel border-2 border-accent border-dashed bg-canvas/80 text-lg">
            {label}
          </div>
        )}
      </div>
    );
  return (
    <div className={cx("grid gap-3", className)}>
      <div
        {...handlers}
        className={cx(
          "grid justify-items-center gap-2 rounded-panel border border-dashed p-6 text-center",
          over ? "border-accent bg-selected" : "border-edge bg-surface",
        )}
      >
        <UploadButton upload={upload} label={label} />
        <p className="text-muted text-xs">
          {hint ?? "Drop several at once, or paste. PNG, JPEG, WebP, TIFF or a still GIF."}
        </p>
      </div>
      <Suspense fallback={null}>{upload.items.length > 0 && <UploadList upload={upload} />}</Suspense>
    </div>
  );
}

/** The choose-files button alone, for toolbars. */
export function UploadButton({ upload, label }: Pick<UploadDropProps, "upload" | "label">) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={<ImagePlus />} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept={accept}
        aria-label={label}
        tabIndex={-1}
        className="sr-only"
        onChange={({ currentTarget }) => {
          upload.add([...(currentTarget.files ?? [])]);
          // The same file may be chosen again after a refusal.
          currentTarget.value = "";
        }}
      />
    </>
  );
}

"use client";

import { useEffect } from "react";
import { UploadList } from "@/components/media/upload-list";
import type { Upload } from "@/components/media/use-upload";
import { Button } from "@/components/ui/button";

/** The list of uploads as a card that floats; gone a moment after all have arrived. */
export function UploadsCard({ upload }: { upload: Upload }) {
  const { items, busy, clear } = upload;
  const allDone = items.every(({ state }) => state === "done");
  useEffect(() => {
    if (!allDone) return;
    const timer = setTimeout(clear, 3_000);
    return () => clearTimeout(timer);
  }, [allDone, clear]);
  return (
    <div className="fixed bottom-18 left-4 z-20 max-h-[50dvh] w-[min(360px,calc(100vw-32px))] overflow-y-auto rounded-panel bg-raised p-3 shadow-float lg:bottom-4 lg:left-20">
      <UploadList upload={upload} />
      {!busy && !allDone && (
        <Button size="sm" variant="quiet" onClick={clear}>
          Close
        </Button>
      )}
    </div>
  );
}

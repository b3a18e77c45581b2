"use client";

import { lazy, Suspense } from "react";
import type { Upload } from "@/components/media/use-upload";

const UploadsCard = lazy(() => import("./uploads-card").then((file) => ({ default: file.UploadsCard })));

/** What is on its way, over the lower left corner of a page whose own layout must not move. Loaded with the first file. */
export function UploadsFloat({ upload }: { upload: Upload }) {
  if (upload.items.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <UploadsCard upload={upload} />
    </Suspense>
  );
}

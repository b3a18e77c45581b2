import path from "node:path";
import { writePreview } from "../engines/native/pixels";
import type { Rgb } from "../geometry/pixels";

export type Progress = { fraction: number; label: string; previewPath?: string };

/** Reports progress that only rises; a preview is encoded first, at most one at a time, others on the way are dropped. */
export const progressReporter = (folder: string, onProgress: (progress: Progress) => void) => {
  let highest = 0;
  let count = 0;
  let encoding: Promise<void> | undefined;
  const rise = (fraction: number) => {
    highest = Math.min(1, Math.max(highest, fraction));
    return highest;
  };
  const encode = async (label: string, preview: Rgb) => {
    const previewPath = path.join(folder, `preview-${++count}.webp`);
    await writePreview(previewPath, preview);
    onProgress({ fraction: highest, label, previewPath });
  };
  return {
    report: (fraction: number, label: string, preview?: Rgb) => {
      onProgress({ fraction: rise(fraction), label });
      if (!preview || encoding !== undefined) return;
      encoding = encode(label, preview)
        .catch(() => undefined)
        .finally(() => {
          encoding = undefined;
        });
    },
    /** Waits for the preview on its way, so that nothing is reported after the end. */
    settled: async () => encoding,
  };
};

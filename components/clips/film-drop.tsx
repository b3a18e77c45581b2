"use client";

import { Film } from "lucide-react";
import { useRef } from "react";
import { UploadList } from "@/components/media/upload-list";
import { useDropFiles } from "@/components/media/use-drop-files";
import { useUpload } from "@/components/media/use-upload";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { clipPurpose } from "@/contract/media";
import { clipLimits } from "@/contract/profile/clip";
import { filmEndings } from "@/contract/profile/film-kind";

/** A place to drop or choose films. `onFilms` gets the media of those that arrived. */
export function FilmDrop({ projectId, onFilms }: { projectId: string; onFilms: (mediaIds: string[]) => void }) {
  const upload = useUpload({
    projectId,
    purpose: clipPurpose,
    onDone: (films) => onFilms(films.map(({ mediaId }) => mediaId)),
  });
  const { over, handlers } = useDropFiles(upload.add, false);
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className="grid gap-3">
      <div
        {...handlers}
        className={cx(
          "grid justify-items-center gap-2 rounded-panel border border-dashed p-6 text-center",
          over ? "border-accent bg-selected" : "border-edge bg-surface",
        )}
      >
        <Button icon={<Film />} onClick={() => field.current?.click()}>
          Choose a film
        </Button>
        <p className="text-muted text-xs">
          Or drop one. MP4, MOV, WebM or MKV, up to {clipLimits.seconds / 60} minutes and 512 MB.
        </p>
        <input
          ref={field}
          type="file"
          // Other kinds are not hidden: a wrong one is refused in words, which a greyed file in a dialog is not.
          accept={[...filmEndings, "video/*"].join(",")}
          aria-label="Film"
          tabIndex={-1}
          className="sr-only"
          onChange={({ currentTarget }) => {
            upload.add([...(currentTarget.files ?? [])]);
            currentTarget.value = "";
          }}
        />
      </div>
      {upload.items.length > 0 && <UploadList upload={upload} />}
    </div>
  );
}

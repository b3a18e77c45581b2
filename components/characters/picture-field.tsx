"use client";

import { ImagePlus } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { Thumb } from "@/components/media/thumb";
import type { UploadedPicture } from "@/components/media/upload-one";
import { useDropFiles } from "@/components/media/use-drop-files";
import { useUpload } from "@/components/media/use-upload";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Progress } from "@/components/ui/progress";

interface PictureFieldProps {
  /** "Picture of the extra": also the name of the file input. */
  label: string;
  projectId: string;
  picture: UploadedPicture | undefined;
  onPicture: (picture: UploadedPicture | undefined) => void;
  error?: string | undefined;
}

/** One picture: chosen, dropped or pasted; sent at once and shown when the studio has taken it. */
export function PictureField({ label, projectId, picture, onPicture, error }: PictureFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const upload = useUpload({
    projectId,
    purpose: "character-image",
    onDone: ([first]) => first && onPicture(first),
  });
  const { add: send, clear } = upload;
  const add = useCallback(
    (files: readonly File[]) => {
      setProblem(files.length > 1 ? "One picture begins a character; the first was taken." : undefined);
      clear();
      send(files.slice(0, 1));
    },
    [send, clear],
  );
  const { over, handlers } = useDropFiles(add, true);
  const item = upload.items.at(-1);
  const refused = item && (item.state === "refused" || item.state === "stopped") ? item.message : undefined;
  return (
    <div className="grid gap-1.5">
      <span className="font-medium text-sm">{label}</span>
      <div
        {...handlers}
        className={cx(
          "grid min-h-40 grid-cols-[128px_minmax(0,1fr)] items-center gap-4 rounded-panel border border-dashed p-3",
          over ? "border-accent bg-selected" : "border-edge bg-surface",
        )}
      >
        <Thumb
          media={picture && { id: picture.mediaId, width: picture.width, height: picture.height }}
          alt={picture ? label : ""}
          ratio={4 / 5}
          sizes="128px"
          eager
        />
        <div className="grid justify-items-start gap-2">
          <Button icon={<ImagePlus />} onClick={() => input.current?.click()} busy={upload.busy}>
            {picture ? "Choose another" : "Choose a picture"}
          </Button>
          <p className="text-muted text-xs">Or drop it here, or paste. PNG, JPEG, WebP, TIFF or a still GIF.</p>
          {upload.busy && item && <Progress label={`Sending ${item.name}`} value={item.share} />}
        </div>
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp,image/tiff,image/gif"
          aria-label={label}
          tabIndex={-1}
          className="sr-only"
          onChange={({ currentTarget }) => {
            add([...(currentTarget.files ?? [])]);
            currentTarget.value = "";
          }}
        />
      </div>
      {(refused ?? error ?? problem) !== undefined && (
        <p role="alert" className={cx("text-xs", refused || error ? "text-danger" : "text-muted")}>
          {refused ?? error ?? problem}
        </p>
      )}
    </div>
  );
}

"use client";

import { Check, RotateCcw, TriangleAlert, X } from "lucide-react";
import { mediaUrl } from "@/components/media/url";
import { IconButton } from "@/components/ui/icon-button";
import { Progress } from "@/components/ui/progress";
import type { UploadItem } from "./upload-queue";
import type { Upload } from "./use-upload";

const megabytes = (bytes: number) => (bytes < 100_000 ? "< 0.1" : (bytes / 1_000_000).toFixed(1));

const words = ({ state, share, bytes, message }: UploadItem): string => {
  if (message) return state === "sending" ? `${message} Trying again…` : message;
  switch (state) {
    case "waiting":
      return "Waiting for its turn";
    case "sending":
      return `${megabytes(share * bytes)} of ${megabytes(bytes)} MB`;
    case "checking":
      return "Arrived; checking the picture";
    default:
      return "Added";
  }
};

function Row({ item, upload }: { item: UploadItem; upload: Upload }) {
  const { id, name, state, share, picture } = item;
  const failed = state === "refused" || state === "stopped";
  const under = state === "sending" || state === "checking" || state === "waiting";
  return (
    <li className="flex min-h-11 items-center gap-2 py-1">
      <span className="grid size-8 shrink-0 place-items-center overflow-hidden rounded-picture bg-well text-muted [&_svg]:size-4">
        {picture ? (
          <img src={mediaUrl(picture.mediaId, 256)} alt="" className="size-full object-cover" />
        ) : failed ? (
          <TriangleAlert className="text-danger" aria-hidden />
        ) : null}
      </span>
      <span className="grid min-w-0 flex-1 gap-0.5">
        <span className="truncate text-sm" title={name} dir="auto">
          {name}
        </span>
        <span className={`num text-xs ${failed ? "text-danger" : "text-muted"}`}>{words(item)}</span>
        {under && <Progress label={`Upload of ${name}`} value={state === "checking" ? undefined : share} />}
      </span>
      {state === "done" && <Check className="size-4 text-status-done" aria-label="Done" />}
      {state === "stopped" && (
        <IconButton label={`Retry ${name}`} icon={<RotateCcw />} onClick={() => upload.retry(id)} />
      )}
      <IconButton
        label={under ? `Cancel ${name}` : `Take ${name} off the list`}
        icon={<X />}
        onClick={() => upload.remove(id)}
      />
    </li>
  );
}

/** Files on their way, one row each: progress, cancel, retry, and why one was refused. Nothing while there is none. */
export function UploadList({ upload, className }: { upload: Upload; className?: string | undefined }) {
  const { items } = upload;
  if (items.length === 0) return null;
  const done = items.filter(({ state }) => state === "done").length;
  const failed = items.filter(({ state }) => state === "refused" || state === "stopped").length;
  return (
    <section aria-label="Uploads" className={className}>
      <p role="status" className="num text-muted text-xs">
        {done} of {items.length} added{failed > 0 ? `, ${failed} not added` : ""}
      </p>
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <Row key={item.id} item={item} upload={upload} />
        ))}
      </ul>
    </section>
  );
}

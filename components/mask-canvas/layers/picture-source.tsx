"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { Thumb } from "@/components/media/thumb";
import { originOf } from "@/components/storyboard/version-words";
import { useTRPC } from "@/components/trpc";
import { buttonClass } from "@/components/ui/button-class";

interface PictureSourceProps {
  versionId: string;
  /** Also offers the control maps of the frame. */
  maps: boolean;
  onTake: (source: File | { mediaId: string }) => void;
}

/** A file of one's own, or a map a pass made of this frame. */
export function PictureSource({ versionId, maps, onTake }: PictureSourceProps) {
  const id = useId();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.storyboard.version.queryOptions({ versionId }));
  const found = maps ? (data?.versions.filter(({ kind }) => kind === "map") ?? []) : [];
  return (
    <div className="grid gap-2">
      <span>
        <label htmlFor={id} className={buttonClass(undefined, undefined, "cursor-pointer")}>
          Choose a file
        </label>
        <input
          id={id}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          className="sr-only"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) onTake(file);
            event.currentTarget.value = "";
          }}
        />
      </span>
      {found.length > 0 && (
        <div className="flex gap-2 overflow-x-auto pb-1">
          {found.map((version) => (
            <button
              key={version.id}
              type="button"
              onClick={() => onTake({ mediaId: version.picture.id })}
              className="w-24 shrink-0 rounded-control p-1 text-left text-xs hover:bg-hover"
            >
              <Thumb media={version.picture} alt="" ratio={16 / 9} fit="contain" sizes="96px" />
              <span className="block truncate">{originOf(version)}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

"use client";

import { type ReactNode, useRef } from "react";
import type { UploadedPicture } from "@/components/media/upload-one";
import { type Upload, useUpload } from "@/components/media/use-upload";
import { messageOf } from "@/components/studio/problem";
import { notify } from "@/components/ui/notify";
import { isPanoramaSize } from "@/contract/environment/panorama";
import type { Edits, Environment } from "./use-environment-edits";

/** Where chosen files go. `auto`: a picture of 2:1 is a panorama, any other a plate. */
export interface PictureTarget {
  role: "auto" | "plate" | "panorama" | "depth";
  stateId?: string | null;
  angle?: string;
  pairedWithId?: string;
}
export interface AddPictures {
  upload: Upload;
  /** Opens the file dialog. */
  choose: (target: PictureTarget) => void;
  /** Dropped or pasted files. */
  take: (files: readonly File[], target?: PictureTarget) => void;
  /** Draw it once on the page. */
  input: ReactNode;
}

const accept = "image/png,image/jpeg,image/webp,image/tiff,image/gif,.hdr,.exr";

/** Bringing pictures into a place: upload, then plates, panoramas or a depth map, each with an undo. */
export function useAddPictures({ projectId }: Environment, edits: Edits): AddPictures {
  const field = useRef<HTMLInputElement>(null);
  const target = useRef<PictureTarget>({ role: "auto" });
  const put = (pictures: readonly UploadedPicture[], to: PictureTarget) => {
    const of = (picture: UploadedPicture) => ({
      mediaId: picture.mediaId,
      role: to.role === "auto" ? roleOf(picture) : to.role,
      ...(to.stateId ? { stateId: to.stateId } : {}),
      ...(to.angle ? { angle: to.angle } : {}),
      ...(to.pairedWithId ? { pairedWithId: to.pairedWithId } : {}),
    });
    void edits.addPictures(pictures.map(of), (error) => {
      const asPlates = to.role === "panorama";
      notify({
        title: messageOf(error),
        tone: "danger",
        ...(asPlates ? { action: { label: "Add as plates", run: () => put(pictures, { ...to, role: "plate" }) } } : {}),
      });
    });
  };
  const upload = useUpload({
    projectId,
    purpose: "environment-image",
    onDone: (pictures, place) => {
      if (pictures.length > 0) put(pictures, place ? (JSON.parse(place) as PictureTarget) : { role: "auto" });
    },
  });
  const take = (files: readonly File[], to: PictureTarget = { role: "auto" }) => upload.add(files, JSON.stringify(to));
  return {
    upload,
    take,
    choose: (to) => {
      target.current = to;
      if (field.current) field.current.multiple = to.role !== "depth";
      field.current?.click();
    },
    input: (
      <input
        ref={field}
        type="file"
        accept={accept}
        aria-label="Add plates"
        tabIndex={-1}
        className="sr-only"
        onChange={({ currentTarget }) => {
          take([...(currentTarget.files ?? [])], target.current);
          // The same file may be chosen again after a refusal.
          currentTarget.value = "";
        }}
      />
    ),
  };
}

const roleOf = ({ width, height }: UploadedPicture) => (isPanoramaSize(width, height) ? "panorama" : "plate");

import { type FrameDetail, nameOf, type Version } from "@/components/storyboard/version-words";

export interface Newest {
  frame: Pick<FrameDetail, "label">;
  version: Version;
  /** "v003", or "staged". */
  name: string;
}

/** The picture made last of all frames of a shot; rejected ones and masks do not count. Undefined: there is none. */
export const newestOf = (frames: readonly Pick<FrameDetail, "label" | "versions">[]): Newest | undefined => {
  let newest: Newest | undefined;
  for (const frame of frames)
    for (const version of frame.versions) {
      if (version.kind !== "picture" || version.state === "rejected") continue;
      if (!newest || version.createdAt > newest.version.createdAt) newest = { frame, version, name: nameOf(version) };
    }
  return newest;
};

"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { BoardItem } from "@/components/storyboard/board-item";
import { useAddress } from "@/components/studio/use-address";
import { useTRPC } from "@/components/trpc";

/** The playlist of the address (`list=`): its id, and the place of each shot by code once it is here. Null: the whole film. */
export function usePlaylist() {
  const trpc = useTRPC();
  const playlistId = useAddress().get("list");
  const { data } = useQuery({ ...trpc.views.playlist.queryOptions({ playlistId }), enabled: playlistId !== "" });
  return useMemo(
    () =>
      playlistId === ""
        ? null
        : { id: playlistId, name: data?.name ?? "", placeOf: data && new Map(data.codes.map((code, n) => [code, n])) },
    [playlistId, data],
  );
}

/** The frames of a playlist's shots, in its order; within a shot in the shot's own. */
export const playlistFrames = <Frame extends Pick<BoardItem, "shot">>(
  frames: readonly Frame[],
  placeOf: ReadonlyMap<string, number>,
): Frame[] => {
  const place = ({ shot }: Frame) => placeOf.get(shot) ?? -1;
  return frames.filter((frame) => place(frame) >= 0).sort((a, b) => place(a) - place(b));
};

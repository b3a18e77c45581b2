"use client";

import { useQueryClient } from "@tanstack/react-query";
import { messageOf } from "@/components/studio/problem";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import type { FrameDetail, ShotDetail } from "./version-words";

/** What can be done with the frames of a shot; renaming and archiving can be undone from their notice. `onRenamed` hears the new label at once. */
export function useFrameActs(shot: ShotDetail, frame: FrameDetail | undefined, onRenamed: (label: string) => void) {
  const trpc = useTRPC();
  const { storyboard } = useTRPCClient();
  const queries = useQueryClient();
  const { projectId, code, id: shotId } = shot;
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: trpc.script.shot.pathKey() });
    void queries.invalidateQueries({ queryKey: trpc.storyboard.pathKey() });
  };
  const quietly = (work: Promise<unknown>) =>
    void work.catch((error: unknown) => refused({ message: messageOf(error) })).finally(refresh);
  // The label stands in the address: both change in one tick, or the screen would show another frame for a moment.
  const relabel = (frameId: string, label: string) => {
    queries.setQueryData(
      trpc.script.shot.queryKey({ projectId, code }),
      (now: ShotDetail | undefined) =>
        now && { ...now, frames: now.frames.map((each) => (each.id === frameId ? { ...each, label } : each)) },
    );
    onRenamed(label);
  };
  return {
    add: () =>
      quietly(storyboard.addFrame.mutate({ shotId }).then(({ label }) => notify({ title: `Added frame ${label}` }))),
    /** Throws the studio's refusal, for the field. */
    rename: async (label: string) => {
      if (!frame) return;
      const { id: frameId } = frame;
      const answer = await storyboard.updateFrame.mutate({ frameId, label });
      relabel(frameId, answer.label);
      refresh();
      const undo = () => {
        quietly(
          storyboard.updateFrame.mutate({ frameId, label: answer.before }).then((back) => relabel(frameId, back.label)),
        );
      };
      notify({ title: `Frame ${answer.before} is called ${answer.label} now`, undo });
    },
    archive: () => {
      if (!frame) return;
      const { id: frameId, label } = frame;
      const undo = () => quietly(storyboard.updateFrame.mutate({ frameId, archived: false }));
      quietly(
        storyboard.updateFrame
          .mutate({ frameId, archived: true })
          .then(() => notify({ title: `Frame ${label} is archived`, description: "Its versions are kept.", undo })),
      );
    },
    restore: (frameId: string) =>
      quietly(
        storyboard.updateFrame
          .mutate({ frameId, archived: false })
          .then(({ label }) => notify({ title: `Frame ${label} is back` })),
      ),
  };
}

export type FrameActs = ReturnType<typeof useFrameActs>;

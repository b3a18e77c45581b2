"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import { type FrameDetail, nameOf, type Version, versionName } from "./version-words";

const messageOf = (error: unknown) => (error instanceof Error ? error.message : "Nothing was changed. Try again.");

/** What can be decided about the versions of a frame; every decision can be undone from its notice. */
export function useVersionActs(frame: Pick<FrameDetail, "id" | "label" | "currentVersionId"> | undefined) {
  const trpc = useTRPC();
  const { storyboard } = useTRPCClient();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: trpc.script.shot.pathKey() });
    void queries.invalidateQueries({ queryKey: trpc.storyboard.pathKey() });
  };
  /** Runs one act and tells what happened; a refusal is said in the studio's words. */
  const act = async <Answer>(
    work: () => Promise<Answer>,
    said: (answer: Answer) => { title: string; undo?: () => void },
  ) => {
    setBusy(true);
    try {
      const answer = await work();
      notify(said(answer));
      return answer;
    } catch (error) {
      notify({ title: messageOf(error), tone: "danger" });
      return undefined;
    } finally {
      setBusy(false);
      refresh();
    }
  };
  const quietly = (work: Promise<unknown>) =>
    void work.catch((error: unknown) => notify({ title: messageOf(error), tone: "danger" })).finally(refresh);
  const before = frame?.currentVersionId;

  const choose = ({ id: versionId, number, state }: Version) =>
    act(
      () => storyboard.choose.mutate({ versionId }),
      () => ({
        title: `Frame ${frame?.label ?? ""} shows ${nameOf({ number, state })}`,
        ...(before ? { undo: () => quietly(storyboard.choose.mutate({ versionId: before })) } : {}),
      }),
    );
  // The newest first: each gives the frame back what it showed before.
  const takeBack = async (ids: readonly string[]) => {
    for (const versionId of ids.toReversed()) await storyboard.unaccept.mutate({ versionId });
  };
  const accept = ({ id: versionId }: Version) =>
    act(
      () => storyboard.accept.mutate({ versionId }),
      ({ number }) => ({
        title: `Accepted as ${versionName(number)}`,
        undo: () => quietly(takeBack([versionId])),
      }),
    );
  const reject = ({ id: versionId }: Version) =>
    act(
      () => storyboard.reject.mutate({ versionId }),
      () => ({
        title: "Rejected; it stays in the history",
        undo: () => quietly(storyboard.restore.mutate({ versionId })),
      }),
    );
  const restore = ({ id: versionId }: Version) =>
    act(
      () => storyboard.restore.mutate({ versionId }),
      () => ({ title: "Back in the strip", undo: () => quietly(storyboard.reject.mutate({ versionId })) }),
    );
  const add = (
    shotId: string,
    pictures: readonly { mediaId: string; title?: string }[],
    origin: "upload" | "package" | "environment",
  ) =>
    act(
      async () => {
        const made: { id: string; number: number; frameId: string }[] = [];
        // One after the other: their numbers follow the order in which they were dropped.
        for (const { mediaId, title } of pictures)
          made.push(
            await storyboard.addVersion.mutate({
              ...(frame ? { frameId: frame.id } : { shotId }),
              mediaId,
              origin,
              ...(title ? { title } : {}),
            }),
          );
        return made;
      },
      (made) => ({
        title: `Added ${made.map(({ number }) => versionName(number)).join(", ")}`,
        undo: () => quietly(takeBack(made.map(({ id }) => id))),
      }),
    );
  return { busy, choose, accept, reject, restore, add };
}

export type VersionActs = ReturnType<typeof useVersionActs>;

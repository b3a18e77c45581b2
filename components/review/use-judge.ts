"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useStatuses } from "@/components/statuses/statuses";
import { firstWindow } from "@/components/studio/first-window";
import { useProject } from "@/components/studio/project";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import { withStatus } from "@/contract/packed-board";
import type { StatusRow } from "@/contract/status-set";
import type { Status } from "@/contract/statuses";

export interface Judgement {
  frame: { id: string; name: string; status: Status };
  status: Status;
  body?: string;
  /** The version that was looked at; another one shown by now makes the studio refuse. */
  versionId?: string | null;
  audience?: "team" | "client";
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : "The status was not saved. Try again.");

const deedOf = ({ isDone, isRetake, name }: StatusRow): string =>
  isDone ? "approved" : isRetake ? "sent back" : `set to “${name}”`;

/** Sets a frame's status and writes its note in one act: seen at once, undone from the notice. False: refused, and said why. */
export function useJudge(): (judgement: Judgement) => Promise<boolean> {
  const { id: projectId } = useProject();
  const { set } = useStatuses();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const first = trpc.storyboard.board.queryKey({ projectId, limit: firstWindow });
  const whole = trpc.storyboard.wholeBoard.queryKey({ projectId });
  return useCallback(
    async ({ frame, status, body = "", versionId, audience = "team" }) => {
      const show = (next: Status) => {
        queries.setQueryData(first, (frames) =>
          frames?.map((row) => (row.id === frame.id ? { ...row, status: next } : row)),
        );
        queries.setQueryData(whole, (board) => board && withStatus(board, frame.id, next));
      };
      const refresh = () => {
        // The whole of a long board follows with the live event of this deed.
        void queries.invalidateQueries({ queryKey: first });
        void queries.invalidateQueries({ queryKey: [["storyboard", "boardCounts"]] });
        void queries.invalidateQueries({ queryKey: [["review"]] });
        void queries.invalidateQueries({ queryKey: [["script"]] });
      };
      const takeBack = (noteId: string) => {
        show(frame.status);
        client.review.undoStatus
          .mutate({ noteId })
          .catch((error: unknown) => notify({ title: messageOf(error), tone: "danger" }))
          .finally(refresh);
      };
      await Promise.all([first, whole].map((queryKey) => queries.cancelQueries({ queryKey })));
      show(status);
      try {
        const { noteId } = await client.review.setStatus.mutate({
          frameId: frame.id,
          status,
          body,
          audience,
          ...(versionId ? { versionId } : {}),
        });
        notify({
          title: `${frame.name} ${deedOf(set.of(status))}`,
          id: `judge-${frame.id}`,
          undo: () => takeBack(noteId),
        });
        return true;
      } catch (error) {
        show(frame.status);
        notify({ title: messageOf(error), tone: "danger", id: `judge-${frame.id}` });
        return false;
      } finally {
        refresh();
      }
    },
    [first, whole, client, queries, set],
  );
}

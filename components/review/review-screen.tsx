"use client";

import { useQuery } from "@tanstack/react-query";
import { SquareCheckBig } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useSteady } from "@/components/script/use-steady";
import { Workspace } from "@/components/shell/workspace";
import { useStatuses } from "@/components/statuses/statuses";
import type { BoardItem } from "@/components/storyboard/board-item";
import { useBoard } from "@/components/storyboard/use-board";
import { useProject } from "@/components/studio/project";
import { useAddress } from "@/components/studio/use-address";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Player } from "./player";
import { ReviewSkeleton } from "./review-skeleton";
import { playlistFrames, usePlaylist } from "./use-playlist";

/** Does a frame ask for a judgement? The same function until the team's words change. */
function useNeedsReview() {
  const { set } = useStatuses();
  return useCallback(({ status }: { status: string }) => set.of(status).isFeedbackRequest, [set]);
}
const any = () => true;

/** Frames that need review, or all of them: one large, judged, and on to the next. */
export function ReviewScreen({ topBar }: { topBar: ReactNode }) {
  const { id } = useProject();
  const board = useBoard(id);
  const needsReview = useNeedsReview();
  const address = useAddress();
  const sel = address.get("sel");
  // The first frames of a long board may not hold what is looked for: then the rest decides what to open.
  // A playlist may begin anywhere in the film.
  const listed = address.get("list") !== "";
  const ready =
    board.complete || (!listed && board.frames.some((frame) => (sel === "" ? needsReview(frame) : frame.id === sel)));
  return ready ? <Review board={board} topBar={topBar} /> : <ReviewSkeleton topBar={topBar} />;
}

function Review({ board, topBar }: { board: ReturnType<typeof useBoard>; topBar: ReactNode }) {
  const { href } = useProject();
  const trpc = useTRPC();
  const address = useAddress();
  const playlist = usePlaylist();
  const placeOf = playlist?.placeOf;
  const { set } = useStatuses();
  const inList = useMemo(() => placeOf && playlistFrames(board.frames, placeOf), [board.frames, placeOf]);
  const all = inList ?? board.frames;
  const needsReview = useNeedsReview();
  const { frames, current, everything, setEverything, choose } = useReviewed(all, needsReview);
  const version = useQuery({
    ...trpc.storyboard.version.queryOptions({ versionId: current?.versionId ?? "" }),
    enabled: Boolean(current?.versionId),
  });
  if (!current)
    return (
      <Workspace topBar={topBar} scroll="fixed">
        <EmptyState
          size="page"
          heading="h1"
          icon={<SquareCheckBig />}
          title={
            inList ? "The shots of this playlist have no frames yet." : "Frames that need a judgement appear here."
          }
          body={inList ? undefined : "None has been made yet: a shot's first picture makes its first frame."}
          secondary={inList && <Button onClick={() => address.set({ list: null })}>Show the whole film</Button>}
          action={
            <ButtonLink variant="primary" href={`${href}/script/shots`}>
              Go to the shots
            </ButtonLink>
          }
        />
      </Workspace>
    );
  const detail = version.data?.frame.id === current.id ? version.data : undefined;
  return (
    <Player
      topBar={topBar}
      frames={frames}
      waiting={all.filter(needsReview)}
      counts={{
        waiting: inList
          ? inList.filter(needsReview).length
          : set.codes("isFeedbackRequest").reduce((sum, code) => sum + (board.counts.get(code) ?? 0), 0),
        all: inList?.length ?? board.total,
      }}
      current={current}
      detail={detail}
      everything={everything}
      onEverything={setEverything}
      onChoose={choose}
    />
  );
}

/** What the filmstrip holds and which frame is looked at, both kept in the address. */
function useReviewed(all: readonly BoardItem[], needsReview: (frame: BoardItem) => boolean) {
  const address = useAddress();
  const wanted = all.find(({ id }) => id === address.get("sel"));
  // A link to a frame that needs no review any more opens among all frames; so does a project with nothing to review.
  // Decided on arrival: judging a frame must not change the list around it.
  const [openedAll] = useState(() => !all.some(needsReview) || (wanted !== undefined && !needsReview(wanted)));
  const asked = address.get("f");
  const everything = asked === "" ? openedAll : asked === "all";
  const key = everything ? "all" : "waiting";
  const frames = useSteady(all, key, everything ? any : needsReview);
  const current = (wanted && frames.find(({ id }) => id === wanted.id)) ?? frames[0] ?? all[0];
  const choose = useCallback((id: string) => address.set({ sel: id, f: key }), [address.set, key]);
  return {
    frames,
    current,
    everything,
    choose,
    setEverything: (on: boolean) => address.set({ f: on ? "all" : "waiting" }),
  };
}

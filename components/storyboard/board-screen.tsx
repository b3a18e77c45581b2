"use client";

import { LayoutGrid } from "lucide-react";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { useWorstFirst } from "@/components/likeness/use-frame-likeness";
import { ImageGrid } from "@/components/media/image-grid";
import { useJudge } from "@/components/review/use-judge";
import { useSteady } from "@/components/script/use-steady";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useStatuses } from "@/components/statuses/statuses";
import { useProject } from "@/components/studio/project";
import { useAddress } from "@/components/studio/use-address";
import { useCan } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { Box } from "@/components/ui/place";
import { Slider } from "@/components/ui/slider";
import { BoardCell, boardCaption } from "./board-cell";
import { BoardFilter, FilterButton, statusOfFilter } from "./board-filter";
import { type BoardItem, ordered } from "./board-item";
import { BoardSkeleton } from "./board-skeleton";
import { useBoard } from "./use-board";
import { cellSizes, useCellSize } from "./use-cell-size";

const QuickLook = lazy(() => import("./quick-look").then((file) => ({ default: file.QuickLook })));
const RetakeFloat = lazy(() => import("./retake-float").then((file) => ({ default: file.RetakeFloat })));

const focusedCell = () => document.activeElement?.closest<HTMLElement>("[role=gridcell]") ?? null;

/** Every frame of the project in story order, judged with one key each. */
export function BoardScreen() {
  const { id: projectId, href } = useProject();
  const { frames: all, complete, counts, total } = useBoard(projectId);
  const router = useRouter();
  const address = useAddress();
  const filter = address.get("f");
  const chosen = statusOfFilter(filter);
  const worst = useWorstFirst(projectId);
  const byLikeness = address.get("o") === "likeness";
  const ranks = byLikeness ? worst : null;
  const frames = useSteady(
    useMemo(() => ordered(all, ranks), [all, ranks]),
    `${filter} ${ranks ? "likeness" : "story"}`,
    useCallback((frame: BoardItem) => chosen === undefined || frame.status === chosen, [chosen]),
  );
  const [size, setSize] = useCellSize();
  const desk = useDesk(frames);
  const open = ({ id }: BoardItem) => {
    address.set({ sel: id });
    router.push(`${href}/review?sel=${id}`);
  };
  useShortcuts("Board", {
    "+, =": { label: "Larger pictures", run: () => setSize(size + 40), quiet: true },
    "-": { label: "Smaller pictures", run: () => setSize(size - 40), quiet: true },
  });
  // Loaded at the first look; it stays, so that closing gives focus back.
  const [looked, setLooked] = useState(false);
  if (desk.lookedAt !== null && !looked) setLooked(true);
  const start = address.get("sel");
  // What is asked for may be further on than the first frames: wait for the rest of a long board.
  if (!complete && (frames.length === 0 || (start !== "" && !frames.some(({ id }) => id === start))))
    return <BoardSkeleton />;
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b bg-surface px-4 py-2 sm:px-6">
        <h1 className="text-xl">Board</h1>
        <BoardFilter
          counts={counts}
          total={total}
          chosen={chosen}
          onChoose={(status) => address.set({ f: status ? `status:${status}` : null })}
        >
          {worst && (
            <FilterButton pressed={byLikeness} onClick={() => address.set({ o: byLikeness ? null : "likeness" })}>
              Worst likeness first
            </FilterButton>
          )}
        </BoardFilter>
        <span className="ml-auto w-36 max-sm:hidden">
          <Slider
            label="Size of the pictures"
            value={size}
            min={cellSizes.min}
            max={cellSizes.max}
            step={cellSizes.step}
            unit="px"
            onChange={setSize}
          />
        </span>
      </div>
      {all.length === 0 ? (
        <EmptyState
          size="page"
          icon={<LayoutGrid />}
          title="The board shows every frame of the film."
          body="Frames belong to shots: open a shot and drop its first picture."
          action={
            <ButtonLink variant="primary" href={`${href}/script/shots`}>
              Go to the shots
            </ButtonLink>
          }
        />
      ) : frames.length === 0 ? (
        <EmptyState
          size="page"
          title="No frame has this status now."
          action={<Button onClick={() => address.set({ f: null })}>Show all frames</Button>}
        />
      ) : (
        <ImageGrid
          label="Frames"
          items={frames}
          cell={size}
          ratio={16 / 9}
          caption={boardCaption}
          start={start}
          onCurrent={desk.setCurrent}
          onOpen={open}
          onLook={({ id }) => desk.look(id)}
          overlay={(frame) => <BoardCell frame={frame} />}
        />
      )}
      <Suspense fallback={null}>
        {looked && (
          <QuickLook
            frame={frames.find(({ id }) => id === desk.lookedAt)}
            onClose={() => desk.look(null)}
            onStep={desk.step}
            onApprove={() => desk.approve(frames.find(({ id }) => id === desk.lookedAt))}
          />
        )}
        {desk.retaking && (
          <RetakeFloat
            key={desk.retaking.frame.id}
            frame={desk.retaking.frame}
            anchor={desk.retaking.anchor}
            onClose={desk.endRetake}
          />
        )}
      </Suspense>
    </>
  );
}

/** The keys that judge, and what they act on: the cell that has focus. */
function useDesk(frames: readonly BoardItem[]) {
  const judge = useJudge();
  const { set } = useStatuses();
  const mayJudge = useCan()("approve frames");
  const current = useRef<BoardItem | null>(null);
  const cell = useRef<HTMLElement | null>(null);
  const [lookedAt, look] = useState<string | null>(null);
  const [retaking, setRetaking] = useState<{ frame: BoardItem; anchor: Box }>();
  const setCurrent = useCallback((frame: BoardItem) => {
    current.current = frame;
  }, []);
  const approve = (frame: BoardItem | null | undefined) => {
    const approved = set.first("isDone")?.code;
    if (frame && approved && mayJudge && !set.of(frame.status).isDone)
      void judge({ frame, status: approved, versionId: frame.versionId });
  };
  const retake = () => {
    cell.current = focusedCell();
    if (current.current && cell.current)
      setRetaking({ frame: current.current, anchor: cell.current.getBoundingClientRect() });
  };
  const onCell = () => focusedCell() !== null;
  useShortcuts("Board", {
    ...(mayJudge
      ? {
          Y: { label: "Approve the frame", run: () => approve(current.current), when: onCell },
          R: { label: "Send the frame back", run: retake, when: onCell },
        }
      : {}),
    "ArrowDown, ArrowRight": {
      label: "Go to the frames",
      run: () => document.querySelector<HTMLElement>("[role=gridcell][tabindex='0']")?.focus(),
      quiet: true,
    },
  });
  return {
    lookedAt,
    look,
    retaking,
    setCurrent,
    approve,
    endRetake: () => {
      setRetaking(undefined);
      cell.current?.focus();
    },
    step: (by: number) => {
      const next = frames[frames.findIndex(({ id }) => id === lookedAt) + by];
      if (next) look(next.id);
    },
  };
}

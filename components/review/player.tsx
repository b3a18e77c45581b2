"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { lazy, type ReactNode, useEffect, useRef, useState } from "react";
import { mediaUrl } from "@/components/media/url";
import { Inspector } from "@/components/shell/inspector";
import { useShortcuts } from "@/components/shell/shortcuts";
import { Workspace } from "@/components/shell/workspace";
import { useStatuses } from "@/components/statuses/statuses";
import type { BoardItem } from "@/components/storyboard/board-item";
import { PictureStage } from "@/components/storyboard/picture-stage";
import { firstRung, type StageMode } from "@/components/storyboard/stage-modes";
import { useInspector } from "@/components/storyboard/use-inspector";
import { nameOf, versionBefore } from "@/components/storyboard/version-words";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { type Output, useTRPC } from "@/components/trpc";
import { Segmented } from "@/components/ui/segmented";
import { StatusPill } from "@/components/ui/status-pill";
import type { Status } from "@/contract/statuses";
import type { ComposerHandle } from "./composer";
import { Filmstrip } from "./filmstrip";
import { JudgeBar } from "./judge-bar";
import { NotesPanel } from "./notes-panel";
import { PlaylistChoice } from "./playlist-choice";
import { nextToReview, stepFrom } from "./review-list";
import { useJudge } from "./use-judge";

const FrameFacts = lazy(() => import("./frame-facts").then((file) => ({ default: file.FrameFacts })));
const RecipePanel = lazy(() =>
  import("@/components/storyboard/recipe-panel").then((file) => ({ default: file.RecipePanel })),
);
const UsedIn = lazy(() => import("@/components/storyboard/used-in").then((file) => ({ default: file.UsedIn })));
const VersionTree = lazy(() =>
  import("@/components/storyboard/version-tree").then((file) => ({ default: file.VersionTree })),
);

interface PlayerProps {
  topBar: ReactNode;
  /** In the filmstrip. */
  frames: readonly BoardItem[];
  /** All that need review. */
  waiting: readonly BoardItem[];
  /** How many there are of each, also before the rest of a long board is here. */
  counts: { waiting: number; all: number };
  current: BoardItem;
  /** The shown version with its tree, once it is there. */
  detail: Output["storyboard"]["version"] | undefined;
  everything: boolean;
  onEverything: (on: boolean) => void;
  onChoose: (id: string) => void;
}

/** The picture, what to say about it, and the frames around it. */
export function Player(props: PlayerProps) {
  const { topBar, frames, current, detail, everything, onChoose } = props;
  const { href } = useProject();
  const { look: lookOf, set } = useStatuses();
  const [mode, setMode] = useState<StageMode>("one");
  const [looked, setLooked] = useState<{ frameId: string; versionId: string }>();
  const inspector = useInspector("notes");
  const composer = useRef<ComposerHandle>(null);
  const acts = useReviewActs({ ...props, show: inspector.show, composer });
  usePreload(frames, current);
  const versions = detail?.versions ?? [];
  const shown =
    current.versionId && current.picture
      ? (detail?.version ?? {
          id: current.versionId,
          picture: current.picture,
          number: current.number,
          state: "accepted" as const,
        })
      : undefined;
  const version = (looked?.frameId === current.id && versions.find(({ id }) => id === looked.versionId)) || shown;
  const full = versions.find(({ id }) => id === version?.id);
  const look = (versionId: string) => setLooked({ frameId: current.id, versionId });
  // A long board comes in two answers: what is counted is known with the first.
  const many = Math.max(frames.length, everything ? props.counts.all : props.counts.waiting);
  const place = frames.findIndex(({ id }) => id === current.id) + 1;
  return (
    <Workspace
      scroll="fixed"
      topBar={topBar}
      inspecting={inspector.open}
      inspector={
        <div className={inspector.className}>
          <Inspector
            open={inspector.open}
            onOpenChange={inspector.onOpenChange}
            tab={inspector.tab}
            onTabChange={inspector.onTabChange}
            title={current.name}
            counts={{ ...(current.notes > 0 ? { notes: current.notes } : {}) }}
            content={{
              details: <FrameFacts frame={current} href={`${href}/script/shots/${current.shot}`} />,
              notes: <NotesPanel key={current.id} frame={current} composer={composer} />,
              ...(versions.length > 0
                ? {
                    versions: (
                      <VersionTree
                        versions={versions}
                        currentId={current.versionId}
                        chosenId={version?.id}
                        onChoose={look}
                      />
                    ),
                  }
                : {}),
              ...(full
                ? {
                    recipe: <RecipePanel version={full} versions={versions} />,
                    used: (
                      <UsedIn
                        version={full}
                        versions={versions}
                        shown={full.id === current.versionId}
                        onChoose={look}
                      />
                    ),
                  }
                : {}),
            }}
          />
        </div>
      }
    >
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-surface px-4 py-2">
        <h1 className="code text-sm!">{current.name}</h1>
        <StatusPill {...lookOf(current.status)} />
        <p className="min-w-0 flex-1 truncate text-muted max-md:hidden">{current.action}</p>
        <span className="num ml-auto text-muted text-xs">
          {place} of {many}
        </span>
        <PlaylistChoice />
        <Segmented
          label="Which frames"
          value={everything ? "all" : "waiting"}
          onChange={(choice) => props.onEverything(choice === "all")}
          options={[
            { value: "waiting", label: `To review ${props.counts.waiting}` },
            { value: "all", label: `All ${props.counts.all}` },
          ]}
        />
      </div>
      {version ? (
        <PictureStage
          name={current.name}
          version={version}
          other={full && versionBefore(versions, full)}
          mode={mode}
          onMode={setMode}
        >
          <span className="code shrink-0">{nameOf(version)}</span>
          {version.id !== current.versionId && (
            <button
              type="button"
              onClick={() => setLooked(undefined)}
              className="shrink-0 text-accent-text text-xs hover:underline"
            >
              Back to the shown version
            </button>
          )}
        </PictureStage>
      ) : (
        <div className="grid min-h-0 flex-1 place-items-center text-muted">This frame has no picture yet.</div>
      )}
      <JudgeBar
        frame={current}
        left={props.counts.waiting - (set.of(current.status).isFeedbackRequest ? 1 : 0)}
        {...acts}
      />
      <Filmstrip frames={frames} currentId={current.id} onChoose={onChoose} />
    </Workspace>
  );
}

type ActsOf = PlayerProps & { show: (tab: "notes") => void; composer: { current: ComposerHandle | null } };

function useReviewActs({ frames, waiting, current, onChoose, show, composer }: ActsOf) {
  const { href } = useProject();
  const { set } = useStatuses();
  const can = useCan();
  const router = useRouter();
  const judge = useJudge();
  const judges = can("approve frames");
  const start = (status: Status | null) => {
    show("notes");
    // The panel may only be mounted by this.
    requestAnimationFrame(() => composer.current?.start(status));
  };
  const step = (by: number) => {
    const next = stepFrom(frames, current.id, by);
    if (next) onChoose(next.id);
  };
  const onApprove = () => {
    const approved = set.first("isDone")?.code;
    if (approved && !set.of(current.status).isDone && current.versionId)
      void judge({ frame: current, status: approved, versionId: current.versionId });
  };
  const onRetake = () => start(set.first("isRetake")?.code ?? null);
  const onNotes = () => start(null);
  const onNext = () => {
    const next = nextToReview(waiting, current.id, () => true) ?? waiting.find(({ id }) => id !== current.id);
    if (next) onChoose(next.id);
  };
  const onFix = () => {
    if (current.versionId) router.push(`${href}/masks/${current.versionId}`);
  };
  useShortcuts("Player", {
    ...(judges
      ? { Y: { label: "Approve the frame", run: onApprove }, R: { label: "Send the frame back", run: onRetake } }
      : {}),
    ...(can("paint masks") ? { X: { label: "Fix this on the canvas", run: onFix } } : {}),
    U: { label: "Next frame that needs review", run: onNext },
    N: { label: "Write a note", run: onNotes },
    "ArrowRight, ArrowDown, Alt+J": { label: "Next frame", run: () => step(1), repeat: true, quiet: true },
    "ArrowLeft, ArrowUp, Alt+K": { label: "Previous frame", run: () => step(-1), repeat: true, quiet: true },
    Home: { label: "First frame", run: () => step(-frames.length), quiet: true },
    End: { label: "Last frame", run: () => step(frames.length), quiet: true },
  });
  return { onApprove, onRetake, onNotes, onNext, onFix };
}

/** Asks for the neighbours' trees and pictures, so that an arrow key shows them at once. */
function usePreload(frames: readonly BoardItem[], current: BoardItem) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const at = frames.findIndex(({ id }) => id === current.id);
  const near = [frames[at + 1], frames[at - 1]];
  const key = near.map((frame) => frame?.versionId ?? "").join();
  const latest = useRef(near);
  useEffect(() => {
    latest.current = near;
  });
  useEffect(() => {
    if (key === ",") return;
    for (const frame of latest.current) {
      if (!frame?.versionId || !frame.picture) continue;
      void queries.prefetchQuery(trpc.storyboard.version.queryOptions({ versionId: frame.versionId }));
      const image = new Image();
      image.fetchPriority = "low";
      image.src = mediaUrl(frame.picture.id, firstRung);
    }
  }, [key, queries, trpc]);
}

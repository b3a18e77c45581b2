"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { nameOf } from "@/components/storyboard/version-words";
import { NodeStatus } from "@/components/studio/node-status";
import { useViewer } from "@/components/studio/viewer";
import { type Output, useTRPC } from "@/components/trpc";
import { ErrorState } from "@/components/ui/error-state";
import { CanvasBar } from "./canvas-bar";
import { CanvasPicture } from "./canvas-picture";
import type { CanvasProps } from "./canvas-props";
import { panelWidth, stripHeight } from "./canvas-skeleton";
import { FrameMoved } from "./frame-moved";
import { HistorySheet } from "./history-sheet";
import { type Layers, useLayers } from "./layers/use-layers";
import { PassPanel } from "./pass-panel";
import { ResultBar } from "./result-bar";
import { useRunning } from "./running/use-running";
import type { SeedLock } from "./seed-lock";
import { StagingStrip } from "./staging-strip";
import { ToolOptions } from "./tool-options";
import { ToolRail } from "./tool-rail";
import { useCanvasKeys } from "./use-canvas-keys";
import { useDecide } from "./use-decide";
import { useEditor } from "./use-editor";
import { useFindInBox } from "./use-find-in-box";
import { type OpenedMask, useMask } from "./use-mask";
import { useMaskData } from "./use-mask-data";
import { useResultActs } from "./use-result-acts";
import { useResults } from "./use-results";

const LayersPanel = lazy(() => import("./layers/layers-panel").then((file) => ({ default: file.LayersPanel })));

const ShowPictures = lazy(() => import("./layers/show-pictures").then((file) => ({ default: file.ShowPictures })));
const RunningStrip = lazy(() => import("./running/running-strip").then((file) => ({ default: file.RunningStrip })));
const ShowStep = lazy(() => import("./running/show-step").then((file) => ({ default: file.ShowStep })));
const PeopleHere = lazy(() => import("./together/people-here").then((file) => ({ default: file.PeopleHere })));

type Opened = Output["storyboard"]["version"];

/** The canvas: tools at the left, the picture, results below it, the pass at the right. */
export function CanvasRoom({ versionId, crumbs, passes }: CanvasProps) {
  const trpc = useTRPC();
  const viewer = useViewer();
  const { data } = useSuspenseQuery(trpc.storyboard.version.queryOptions({ versionId }));
  const { version, shot, frame } = data;
  const [container, setContainer] = useState<HTMLDivElement | null>(null);
  const {
    state,
    reopen,
    setPost: setInpaintPost,
  } = useMask(container, {
    versionId,
    picture: version.picture,
    actorId: viewer.userId,
  });
  const mask = state.step === "open" ? state.mask : null;
  const layers = useLayers(mask, versionId, setInpaintPost);
  const [seed, setSeed] = useState<number | null>(null);
  const seedLock = { seed, set: setSeed };
  useMaskData(container, mask?.editor ?? null);
  useEffect(releaseSliders, []);

  const name = `Canvas of ${shot.code} ${frame.label}, ${nameOf(version)}`;
  const bar = mask && (
    <>
      {container && layers && (
        <Suspense>
          <PeopleHere {...{ container, versionId, layers }} editor={mask.editor} />
        </Suspense>
      )}
      <CanvasBar editor={mask.editor} onReload={reopen} />
    </>
  );
  return (
    <Workspace scroll="fixed" topBar={<TopBar crumbs={crumbs} sidebar actions={bar} node={<NodeStatus />} />}>
      <h1 className="sr-only">{name}</h1>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="flex h-10 shrink-0 items-center gap-4 border-b bg-surface px-3">
            {mask && layers && <ToolOptions editor={mask.editor} post={layers.post} onPost={layers.setPost} />}
          </div>
          <div className="flex min-h-0 flex-1">
            <div className="w-12 shrink-0 border-r bg-surface">{mask && <ToolRail editor={mask.editor} />}</div>
            <div className="relative min-w-0 flex-1">
              {state.step === "opening" && <CanvasPicture picture={version.picture} />}
              <div
                ref={setContainer}
                role="application"
                aria-label={name}
                aria-description="Arrows move the brush, Enter paints, question mark lists all keys"
                // biome-ignore lint/a11y/noNoninteractiveTabindex: painting by keyboard happens in here
                tabIndex={0}
                onPointerDown={markPointer}
                onBlur={unmarkPointer}
                className="focus-inset absolute inset-0 data-marking:cursor-crosshair! data-pointer:outline-none"
              />
              {mask && container && layers?.layers.some(({ kind }) => kind === "picture" || kind === "adjustment") && (
                <Suspense>
                  <ShowPictures
                    {...{ container, layers: layers.layers }}
                    editor={mask.editor}
                    pictureId={version.picture.id}
                  />
                </Suspense>
              )}
              <FrameMoved data={data} />
              {state.step === "failed" && (
                <div className="absolute inset-0 grid place-items-center bg-canvas">
                  <ErrorState title="The mask could not be opened" body={state.message} onRetry={reopen} />
                </div>
              )}
            </div>
          </div>
          <div className={`${stripHeight} flex shrink-0 flex-col border-t bg-surface`}>
            {mask && container && (
              <Results data={data} mask={mask} container={container} passes={passes} {...{ layers, seedLock }} />
            )}
          </div>
        </div>
        {mask && layers ? (
          <Panel data={data} mask={mask} passes={passes} {...{ container, layers, seedLock }} />
        ) : (
          <div className={`${panelWidth} shrink-0 border-l bg-surface`} />
        )}
      </div>
    </Workspace>
  );
}

type Part = { data: Opened; mask: OpenedMask; passes: CanvasProps["passes"]; seedLock: SeedLock };

type PanelProps = Part & { container: HTMLElement | null; layers: Layers };

function Panel({ data, mask, container, passes, layers, seedLock }: PanelProps) {
  const { version, shot, frame, project } = data;
  const trpc = useTRPC();
  useFindInBox(mask.editor, version.id);
  const { data: masks } = useQuery(trpc.renders.maskResults.queryOptions({ versionId: version.id }));
  return (
    <PassPanel
      mask={mask}
      container={container}
      versionId={version.id}
      frameId={frame.id}
      picture={version.picture}
      passes={passes}
      seedLock={seedLock}
      maskResults={masks ?? []}
      regions={
        layers.layers.filter(({ kind, region, headSeq }) => kind === "region" && !region?.background && headSeq > 0)
          .length
      }
      layers={
        <Suspense fallback={<LayersPlace rows={layers.layers.length} />}>
          <LayersPanel
            {...{ mask, container, layers, versionId: version.id, projectId: project.id, picture: version.picture }}
            name={`${shot.code}-${frame.label}-${nameOf(version)}`}
          />
        </Suspense>
      }
    />
  );
}

type ResultsProps = Part & { container: HTMLElement; layers: Layers | null };

function Results({ data, mask: { editor }, container, passes, layers, seedLock }: ResultsProps) {
  const { version, versions, frame } = data;
  const results = useResults(editor, version.id, versions);
  const decide = useDecide(data);
  const acts = useResultActs(editor, results, decide, layers);
  useCanvasKeys(editor, container, results, acts);
  const announcement = useEditor(editor, (snapshot) => snapshot.announcement);
  const running = useRunning(frame.id, version.id);
  const { items } = results;
  return (
    <>
      <div className="flex h-10 shrink-0 items-center gap-3 pr-2 pl-3">
        <h2 className="shrink-0 text-sm">
          Results <span className="num font-normal text-muted">{items.length}</span>
        </h2>
        <ResultBar editor={editor} surface={container} {...{ results, acts, passes, seedLock }} />
        <span className={results.selected ? "" : "ml-auto"}>
          <HistorySheet versions={versions} openId={version.id} currentId={frame.currentVersionId} decide={decide} />
        </span>
      </div>
      <div className="flex min-h-0 flex-1">
        <StagingStrip results={results} />
        {running.jobs.length > 0 && (
          <Suspense>
            <RunningStrip running={running} />
          </Suspense>
        )}
      </div>
      {running.placed && (
        <Suspense>
          <ShowStep {...{ editor, container }} size={version.picture} job={running.placed} />
        </Suspense>
      )}
      <p aria-live="polite" className="sr-only">
        {announcement}
      </p>
    </>
  );
}

// A ring around the picture would tint how it is judged: it is for those who came here by keyboard.
function markPointer({ currentTarget }: { currentTarget: HTMLElement }): void {
  currentTarget.dataset.pointer = "";
}
function unmarkPointer({ currentTarget }: { currentTarget: HTMLElement }): void {
  delete currentTarget.dataset.pointer;
}

/** A slider that was dragged would keep the keys of the canvas to itself. */
function releaseSliders(): () => void {
  const release = () => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLInputElement && activeElement.type === "range") activeElement.blur();
  };
  window.addEventListener("pointerup", release);
  return () => window.removeEventListener("pointerup", release);
}

/** As high as the panel of so many layers will be, so that nothing below it moves when it comes. */
const LayersPlace = ({ rows }: { rows: number }) => (
  <div className="max-h-[40%] min-h-24 shrink-0 border-b" style={{ height: 47 + 46 * rows }} />
);

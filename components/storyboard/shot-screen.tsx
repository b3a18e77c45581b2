"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { ImagePlus } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { UploadButton, UploadDrop } from "@/components/media/upload-drop";
import { useUpload } from "@/components/media/use-upload";
import { Inspector } from "@/components/shell/inspector";
import { useShortcuts } from "@/components/shell/shortcuts";
import { Workspace } from "@/components/shell/workspace";
import { useProject } from "@/components/studio/project";
import { useAddress } from "@/components/studio/use-address";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FrameMenu } from "./frame-menu";
import { FrameStrip } from "./frame-strip";
import { PictureStage } from "./picture-stage";
import { ShotHeader } from "./shot-header";
import type { StageMode } from "./stage-modes";
import { UploadsFloat } from "./uploads-float";
import { useFrameActs } from "./use-frame-acts";
import { useInspector } from "./use-inspector";
import { useVersionActs } from "./use-version-acts";
import { VersionBar } from "./version-bar";
import { VersionTree } from "./version-tree";
import { nameOf, type ShotDetail, versionBefore } from "./version-words";

const NotesPanel = lazy(() => import("@/components/review/notes-panel").then((file) => ({ default: file.NotesPanel })));
const PickPictureDialog = lazy(() =>
  import("./pick-picture-dialog").then((file) => ({ default: file.PickPictureDialog })),
);
const LikenessPanel = lazy(() =>
  import("@/components/likeness/likeness-panel").then((file) => ({ default: file.LikenessPanel })),
);
const RecipePanel = lazy(() => import("./recipe-panel").then((file) => ({ default: file.RecipePanel })));
const ShotFields = lazy(() => import("./shot-fields").then((file) => ({ default: file.ShotFields })));
const UsedIn = lazy(() => import("./used-in").then((file) => ({ default: file.UsedIn })));

/** One shot: its frames, the picture looked at, and all its versions. A picture dropped anywhere becomes the next version. */
export function ShotScreen({ code, topBar }: { code: string; topBar: ReactNode }) {
  const { id: projectId } = useProject();
  const trpc = useTRPC();
  const { data: shot } = useSuspenseQuery(trpc.script.shot.queryOptions({ projectId, code }));
  const can = useCan();
  const view = useLookedAt(shot);
  const { frame, version } = view;
  const acts = useVersionActs(frame);
  const frameActs = useFrameActs(shot, frame, view.renamed);
  const mayAdd = can("add versions");
  const [mode, setMode] = useState<StageMode>("one");
  const [picking, setPicking] = useState(false);
  // Loaded when first opened; it stays for the closing.
  const [wanted, setWanted] = useState(false);
  if (picking && !wanted) setWanted(true);
  const inspector = useInspector("versions");
  const upload = useUpload({
    projectId,
    purpose: "version",
    onDone: (pictures) => {
      view.follow();
      void acts.add(
        shot.id,
        pictures.map(({ mediaId }) => ({ mediaId })),
        "upload",
      );
    },
  });
  const name = frame ? `${shot.code} ${frame.label}` : shot.code;
  const versions = frame?.versions ?? [];
  const shown = version !== undefined && version.id === frame?.currentVersionId;
  const step = (by: number) => {
    const at = versions.findIndex(({ id }) => id === version?.id);
    const next = versions[at + by];
    if (next) view.choose(next.id);
  };
  useShortcuts("Player", {
    "ArrowUp, Alt+K": { label: "Newer version", run: () => step(1), quiet: true },
    "ArrowDown, Alt+J": { label: "Older version", run: () => step(-1), quiet: true },
    N: { label: "Notes", run: () => inspector.show("notes") },
  });
  const tree = frame && versions.length > 0 && (
    <VersionTree versions={versions} currentId={frame.currentVersionId} chosenId={version?.id} onChoose={view.choose} />
  );
  const body = (
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
            title={version ? `${name} ${nameOf(version)}` : name}
            counts={{ versions: versions.length }}
            content={{
              details: (
                <>
                  <ShotFields shot={shot} />
                  {version && (
                    <div className="border-t px-4 py-4">
                      <LikenessPanel key={version.id} versionId={version.id} />
                    </div>
                  )}
                </>
              ),
              ...(tree ? { versions: tree } : {}),
              ...(frame
                ? {
                    notes: (
                      <NotesPanel
                        key={frame.id}
                        frame={{ id: frame.id, name, status: frame.status, versionId: frame.currentVersionId }}
                      />
                    ),
                  }
                : {}),
              ...(version
                ? {
                    recipe: <RecipePanel version={version} versions={versions} />,
                    used: <UsedIn version={version} versions={versions} shown={shown} onChoose={view.choose} />,
                  }
                : {}),
            }}
          />
        </div>
      }
    >
      <ShotHeader
        shot={shot}
        version={version}
        onInspect={() => inspector.onOpenChange(!inspector.open)}
        inspected={inspector.open}
      >
        {mayAdd && (
          <>
            <UploadButton upload={upload} label="Add pictures" />
            <Button icon={<ImagePlus />} title="From the bible" onClick={() => setPicking(true)}>
              {/* Code and status need the room when the inspector is open. */}
              <span className="@max-5xl/head:sr-only">From the bible</span>
            </Button>
          </>
        )}
      </ShotHeader>
      {shot.frames.length + shot.archivedFrames.length > 0 && (
        <FrameStrip
          frames={shot.frames}
          currentId={frame?.id}
          onChoose={(next) => view.chooseFrame(next.label)}
          {...(can("edit shots") ? { onAdd: () => void frameActs.add() } : {})}
        >
          {can("edit shots") && <FrameMenu frame={frame} archived={shot.archivedFrames} acts={frameActs} />}
        </FrameStrip>
      )}
      <div className="flex min-h-0 flex-1 flex-col max-xl:overflow-y-auto">
        {version ? (
          <div className="flex min-h-0 flex-1 flex-col max-xl:h-[min(56dvh,calc(60vw+150px))] max-xl:flex-none">
            <PictureStage
              name={name}
              version={version}
              other={versionBefore(versions, version)}
              mode={mode}
              onMode={setMode}
              {...(version.recipe ? { onDiffer: () => inspector.show("recipe") } : {})}
            >
              <VersionBar version={version} shown={shown} may={mayAdd} acts={acts} />
            </PictureStage>
          </div>
        ) : (
          <EmptyState
            size="page"
            icon={<ImagePlus />}
            title={`${name} has no picture yet.`}
            body={
              mayAdd ? "Drop one anywhere on this page, paste it, or choose it." : "An artist can add the first one."
            }
            action={mayAdd && <UploadButton upload={upload} label="Choose pictures" />}
          />
        )}
        {tree && (
          <section aria-label="Versions" className="border-t bg-surface xl:hidden">
            {tree}
          </section>
        )}
      </div>
      <UploadsFloat upload={upload} />
      <Suspense fallback={null}>
        {wanted && (
          <PickPictureDialog
            open={picking}
            onOpenChange={setPicking}
            shot={shot}
            onPick={(picture, origin) => acts.add(shot.id, [picture], origin).then(view.follow)}
          />
        )}
      </Suspense>
    </Workspace>
  );
  if (!mayAdd) return body;
  return (
    <UploadDrop
      upload={upload}
      label={`Drop to add as the next version of ${name}`}
      className="flex min-h-0 min-w-0 flex-1"
    >
      {body}
    </UploadDrop>
  );
}

/** Which frame and version are looked at: what the address says, else the first frame and what it shows. */
function useLookedAt(shot: ShotDetail) {
  const address = useAddress();
  const label = address.get("frame");
  const frame = shot.frames.find((one) => one.label === label) ?? shot.frames[0];
  const chosen = frame?.versions.find(({ id }) => id === address.get("sel"));
  const version = chosen ?? frame?.versions.find(({ id }) => id === frame.currentVersionId) ?? frame?.versions.at(-1);
  return {
    frame,
    version,
    choose: (id: string) => address.set({ sel: id === frame?.currentVersionId ? null : id }),
    /** The first frame needs no name in the address. */
    renamed: (label: string) => frame && frame.id !== shot.frames[0]?.id && address.set({ frame: label }),
    chooseFrame: (next: string) => address.set({ frame: next === shot.frames[0]?.label ? null : next, sel: null }),
    /** Look at whatever the frame shows, also when that changes. */
    follow: () => address.set({ sel: null }),
  };
}

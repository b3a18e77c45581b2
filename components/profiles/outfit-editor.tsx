"use client";

import { type KeyboardEvent, lazy, Suspense, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { useDropFiles } from "@/components/media/use-drop-files";
import { UploadsFloat } from "@/components/storyboard/uploads-float";
import { messageOf } from "@/components/studio/problem";
import { useAddress } from "@/components/studio/use-address";
import { useCan } from "@/components/studio/viewer";
import { useTRPCClient } from "@/components/trpc";
import { cx } from "@/components/ui/cx";
import { notify } from "@/components/ui/notify";
import { Segmented } from "@/components/ui/segmented";
import { withoutConsent } from "@/contract/profile/package";
import { AddMenu } from "./add-menu";
import { AddedRights } from "./added-rights";
import { CoverageDial } from "./coverage-dial";
import { PackageHeader } from "./package-header";
import { PackageStore } from "./package-store";
import { isArrow, neighbour } from "./picture-keys";
import { PicturePanel } from "./picture-panel";
import { SlotsView } from "./slots-view";
import { Tray } from "./tray";
import { useDuplicates } from "./use-duplicates";
import { usePackageActs } from "./use-package-acts";
import { usePackageKeys } from "./use-package-keys";
import {
  type Outfit,
  type PackageAnswer,
  type PackageImage,
  StoreProvider,
  useOfAll,
  useStore,
} from "./use-package-store";
import { useSlotDrop } from "./use-slot-drop";
import { useSlotUploads } from "./use-slot-uploads";

const MatrixView = lazy(() => import("./matrix-view").then((file) => ({ default: file.MatrixView })));
const DuplicatesView = lazy(() => import("./duplicates-view").then((file) => ({ default: file.DuplicatesView })));
const Loupe = lazy(() => import("./overlay").then((file) => ({ default: file.Loupe })));
const Compare = lazy(() => import("./overlay").then((file) => ({ default: file.Compare })));

const views = ["slots", "candidates", "matrix", "duplicates"] as const;
export type View = (typeof views)[number];

interface OutfitEditorProps {
  answer: PackageAnswer;
  outfit: Outfit;
  onOutfit: (id: string) => void;
}

/** One outfit's package: its pictures live in a store, so that a key repaints a cell and not the screen. */
export function OutfitEditor(props: OutfitEditorProps) {
  const { images } = props.outfit;
  const [store] = useState(() => new PackageStore<PackageImage>(images));
  useLayoutEffect(() => store.receive(images), [store, images]);
  return (
    <StoreProvider value={store}>
      <Editor {...props} />
    </StoreProvider>
  );
}

function Editor({ answer, outfit, onOutfit }: OutfitEditorProps) {
  const { character } = answer;
  const store = useStore();
  const can = useCan();
  const may = can("edit characters and environments");
  // A locked character keeps as approved, and its packages with it.
  const works = may && character.archivedAt === null && character.status !== "locked";
  const decides = can("approve characters");
  const editable = works && outfit.archivedAt === null && outfit.status !== "locked";
  const acts = usePackageActs(outfit.id, store);
  const { view, setView } = useView();
  const [looking, setLooking] = useState(false);
  const [comparing, setComparing] = useState<readonly [string, string]>();
  const { upload, add, input, choose, rights, setRights } = useSlotUploads(character.projectId, store, acts);
  const { drag, handlers } = useSlotDrop({
    onFiles: add,
    onPicture: (imageId, place) => void acts.place(imageId, place === "tray" ? null : place),
  });
  useDropFiles((files) => add(files, "paste"), editable);
  useMeasuring(outfit, editable, acts.refresh);
  const duplicates = useDuplicates(outfit.id);
  const look = useMemo(
    () => (id: string) => {
      store.setFocus(id);
      setLooking(true);
    },
    [store],
  );
  const compare = (ids: readonly string[]) => {
    const [a, b] = ids;
    if (a && b) setComparing([a, b]);
    else notify({ title: "Select two pictures with x, then press c to compare them" });
  };
  const { compareInHand } = usePackageKeys({
    ...{ store, acts, editable, duplicates, compare },
    onAdd: () => choose("tray"),
    onLook: () => (looking ? setLooking(false) : store.focus() !== null && setLooking(true)),
    onView: () => setView(views[(views.indexOf(view) + 1) % views.length] ?? "slots"),
  });
  const setHero = useHero(answer, acts);
  const shared = { of: character.name, heroId: character.heroMediaId, editable, drag, onLook: look };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const cell = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-picture]") : null;
    if (!cell || event.metaKey || event.ctrlKey || event.altKey) return;
    if (isArrow(event.key)) {
      event.preventDefault();
      const next = neighbour(cell, event.key);
      if (!next) return;
      next.focus();
      if (event.shiftKey)
        store.select([...store.selection(), cell.dataset.picture ?? "", next.dataset.picture ?? ""].filter(Boolean));
    } else if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      setLooking((now) => !now);
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: drops and keys of the pictures inside bubble up to here
    <div
      {...(editable ? handlers : {})}
      onKeyDown={onKeyDown}
      onPointerOver={acts.want}
      onFocus={acts.want}
      className="min-h-full px-4 pt-4 pb-24 sm:px-6"
    >
      <PackageHeader
        {...{ answer, outfit, editable, works, decides, acts, onOutfit }}
        add={
          <AddMenu
            {...{ projectId: character.projectId, character, packageId: outfit.id, rights }}
            filled={filledOf(outfit)}
            onUpload={() => choose("tray")}
            onFiles={(files) => add(files, "paste")}
            onAdded={(ids) => {
              void acts.refresh().then(() => ids[0] && store.setFocus(ids[0]));
              acts.added(ids);
            }}
          />
        }
      />
      <div className="mt-4 grid gap-x-6 gap-y-6 xl:grid-cols-[minmax(0,1fr)_336px]">
        <div className="grid min-w-0 content-start gap-5">
          {character.status === "locked" && (
            <p className="text-sm" role="status">
              {character.name} is locked, and this package with {outfit.status === "locked" ? "them" : "it"}: a
              supervisor unlocks the character first. A consent can be withdrawn all the same.
            </p>
          )}
          <ConsentLine />
          <CoverageDial drag={drag} onChoose={editable ? choose : undefined} />
          <div className="flex items-center justify-between">
            <Segmented
              label="View"
              value={view}
              onChange={setView}
              options={[
                { value: "slots", label: "Slots" },
                { value: "candidates", label: "Candidates" },
                { value: "matrix", label: "Matrix" },
                {
                  value: "duplicates",
                  label: duplicates.length > 0 ? `Duplicates ${duplicates.length}` : "Duplicates",
                },
              ]}
            />
          </div>
          {/* Outside the boundary: what stands in one, React puts in its place by script, up to 300 ms later. */}
          {view === "slots" && <SlotsView {...shared} onChoose={editable ? choose : undefined} />}
          {view === "candidates" && <Tray {...shared} size="wide" />}
          <Suspense fallback={<div className="min-h-96" />}>
            {view === "matrix" && <MatrixView />}
            {view === "duplicates" && (
              <DuplicatesView {...shared} groups={duplicates} acts={acts} onCompare={compare} />
            )}
          </Suspense>
        </div>
        <aside
          aria-label="Candidates and details"
          className="flex min-w-0 flex-col gap-4 xl:sticky xl:top-4 xl:h-[calc(100dvh-80px)] xl:self-start"
        >
          {view !== "candidates" && (
            <div className="grid min-h-0 xl:max-h-[46%]">
              <Tray {...shared} size="side" />
            </div>
          )}
          <div
            className={cx(
              "grid min-h-0 flex-1 content-start gap-3 overflow-y-auto [scrollbar-width:thin]",
              view !== "candidates" && "border-t pt-3",
            )}
          >
            <PicturePanel
              {...{ editable, decides, acts, onLook: look }}
              withdraws={may}
              {...{ code: character.code, packageId: outfit.id }}
              heroId={character.heroMediaId}
              onHero={setHero}
              onCompare={compareInHand}
            />
            {editable && <AddedRights rights={rights} onRights={setRights} />}
          </div>
        </aside>
      </div>
      {editable && input}
      <UploadsFloat upload={upload} />
      <Suspense fallback={null}>
        {looking && <Loupe onClose={() => setLooking(false)} />}
        {comparing && (
          <Compare ids={comparing} editable={editable} acts={acts} onClose={() => setComparing(undefined)} />
        )}
      </Suspense>
    </div>
  );
}

const filledOf = ({ images }: Outfit) =>
  new Map(images.flatMap(({ id, slot }) => (slot === null ? [] : [[slot, id] as const])));

const isView = (text: string): text is View => views.some((view) => view === text);
const useView = () => {
  const address = useAddress();
  const asked = address.get("view");
  // Its own state: the address follows in a transition, and a press must be seen at once.
  const [view, setView] = useState<View>(isView(asked) ? asked : "slots");
  const show = (next: View) => {
    setView(next);
    address.set({ view: next === "slots" ? null : next });
  };
  return { view, setView: show };
};

const lacking = (images: readonly PackageImage[]) => withoutConsent(images).length;

/** What stands between this package and its approval, where everybody sees it. */
function ConsentLine() {
  const store = useStore();
  const count = useOfAll(lacking);
  if (count === 0) return null;
  return (
    <p className="text-sm" role="status">
      {count === 1 ? "1 picture shows a person" : `${count} pictures show people`} whose consent is not recorded: the
      package cannot be approved.{" "}
      <button
        type="button"
        className="text-accent-text underline underline-offset-2"
        onClick={() => store.setFocus(withoutConsent(store.all())[0]?.id ?? null)}
      >
        Show {count === 1 ? "it" : "the first"}
      </button>
    </p>
  );
}

/** Pictures from before there were measures are measured once, when somebody who may edit looks at them. */
const useMeasuring = ({ id, images }: Outfit, editable: boolean, refresh: () => Promise<unknown>) => {
  const { profiles } = useTRPCClient();
  const missing = editable && images.some(({ checks }) => checks === null);
  useEffect(() => {
    if (!missing) return;
    // Advice only: a file that cannot be measured stays "not measured", and nobody is interrupted.
    profiles.measure.mutate({ packageId: id }).then(refresh, () => {});
  }, [missing, id, profiles, refresh]);
};

const useHero = ({ character }: PackageAnswer, acts: ReturnType<typeof usePackageActs>) => {
  const { characters } = useTRPCClient();
  const set = (heroMediaId: string | null) => characters.update.mutate({ characterId: character.id, heroMediaId });
  return (mediaId: string) =>
    void set(mediaId).then(
      async () => {
        await acts.refresh();
        acts.done(
          { label: "main picture", undo: () => set(character.heroMediaId) },
          { title: `${character.name} has a new main picture` },
        );
      },
      (error: unknown) => notify({ title: messageOf(error), tone: "danger" }),
    );
};

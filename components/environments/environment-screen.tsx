"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Clapperboard, ImagePlus } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import { UploadDrop } from "@/components/media/upload-drop";
import { useShortcuts } from "@/components/shell/shortcuts";
import { UploadsFloat } from "@/components/storyboard/uploads-float";
import { useProject } from "@/components/studio/project";
import { useAddress } from "@/components/studio/use-address";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { Light } from "@/contract/environment/light";
import { type AddPictures, useAddPictures } from "./add-pictures";
import { ArchivedLine, EnvironmentHeading } from "./environment-heading";
import { KindCard } from "./kind-card";
import { LightSummary } from "./light-summary";
import { Fold, History, NoPictures } from "./place-parts";
import { PlatesSection } from "./plates-section";
import { Stage } from "./stage";
import { StateStrip } from "./state-strip";
import { type Environment, type Plate, useEnvironmentEdits } from "./use-environment-edits";
import { WhenNear } from "./when-near";

const loadLightPanel = () => import("./light-panel");
const LightPanel = lazy(() => loadLightPanel().then((file) => ({ default: file.LightPanel })));
const PanoramasSection = lazy(() => import("./panoramas-section").then((file) => ({ default: file.PanoramasSection })));
const PanoramaViewer = lazy(() => import("./panorama-viewer").then((file) => ({ default: file.PanoramaViewer })));
const ImageDialog = lazy(() => import("./image-dialog").then((file) => ({ default: file.ImageDialog })));
const KindDialog = lazy(() => import("./kind-dialog").then((file) => ({ default: file.KindDialog })));
const VersionDialog = lazy(() => import("./version-dialog").then((file) => ({ default: file.VersionDialog })));
const ShotsHere = lazy(() => import("./shots-here").then((file) => ({ default: file.ShotsHere })));
const SizeAdvice = lazy(() => import("./size-advice").then((file) => ({ default: file.SizeAdvice })));

/** One place: its picture in the chosen state, the light of that state, its plates and panoramas, and where it is used. */
export function EnvironmentScreen({ code }: { code: string }) {
  const { id: projectId } = useProject();
  const trpc = useTRPC();
  const { data: environment } = useSuspenseQuery(trpc.environments.get.queryOptions({ projectId, code }));
  const edits = useEnvironmentEdits(environment);
  const may = useCan()("edit characters and environments");
  const editable = may && environment.archivedAt === null;
  const given = editable ? edits : undefined;
  const add = useAddPictures(environment, edits);
  const { state, select } = useChosenState(environment);
  const [draft, setDraft] = useState<Partial<Light> | null>(null);
  const takeDraft = useCallback(
    (next: Partial<Light> | null) => setDraft(next && ((now) => ({ ...now, ...next }))),
    [],
  );
  const [preview, setPreview] = useState({ on: false, playing: false });
  const [asked, setAsked] = useState(false);
  const [picking, setPicking] = useState(false);
  const [lightOpen, setLightOpen] = useState(false);
  const address = useAddress();
  const byId = (id: string) => environment.plates.find((plate) => plate.id === id);
  const looked = byId(address.get("look"));
  const opened = byId(address.get("facts"));
  const look = (plate: Plate) => address.set({ look: plate.id, facts: null });
  const open = (plate: Plate) => address.set({ facts: plate.id, look: null });

  const light = state ? { ...state, ...draft } : null;
  const shown = pictureOf(environment, state?.id);
  const panorama = environment.plates.find(({ role }) => role === "panorama");
  const step = (by: 1 | -1) => {
    const at = environment.states.findIndex(({ id }) => id === state?.id);
    const next = environment.states[at + by];
    if (next) select(next.id);
  };
  useShortcuts("Environment", {
    K: { label: "Which kind of environment?", run: () => setAsked(true) },
    ...(state ? { L: { label: "The light", run: () => setLightOpen(true) } } : {}),
    "[": { label: "Previous state", run: () => step(-1) },
    "]": { label: "Next state", run: () => step(1) },
    ...(panorama
      ? { O: { label: "Look around", run: () => look(shown?.role === "panorama" ? shown : panorama) } }
      : {}),
    ...(editable ? { A: { label: "Add pictures", run: () => add.choose({ role: "auto" }) } } : {}),
  });
  const plates = environment.plates.filter(({ role }) => role === "plate");
  const parts = { heroId: environment.hero?.id, edits: given, add, onOpen: open, onLook: look };
  const addPanorama = given && <Choose add={add} as="panorama" label="Add a panorama" />;
  const page = (
    <div className="pb-16">
      {environment.archivedAt !== null && <ArchivedLine environment={environment} edits={may ? edits : undefined} />}
      <div className="grid lg:grid-cols-[minmax(0,1fr)_336px]">
        <div className="min-w-0">
          <Stage
            plate={shown}
            fallback={environment.hero}
            name={environment.name}
            missing={state && shown?.stateId !== state.id ? state.name : undefined}
            light={preview.on ? light : null}
            playing={preview.playing}
            onLook={look}
          />
          <StateStrip
            states={environment.states}
            selected={state?.id}
            edits={given}
            onSelect={select}
            onAdded={() => setLightOpen(true)}
          />
          <div className="grid gap-8 px-4 pt-3 sm:px-6">
            <EnvironmentHeading environment={environment} edits={given} />
            {environment.plates.length === 0 ? (
              <NoPictures edits={given} add={add} />
            ) : (
              <>
                <PlatesSection
                  {...parts}
                  plates={plates}
                  states={environment.states}
                  actions={
                    given && (
                      <span className="flex flex-wrap gap-2">
                        {environment.shots.length > 0 && (
                          <Button icon={<Clapperboard />} onClick={() => setPicking(true)}>
                            From a shot…
                          </Button>
                        )}
                        <Choose add={add} as="plate" label="Add plates" keys="A" />
                      </span>
                    )
                  }
                />
                {environment.plates.some(({ role }) => role !== "plate") ? (
                  <WhenNear height={panoramasHeight(environment)}>
                    <PanoramasSection {...parts} plates={environment.plates} actions={addPanorama} />
                  </WhenNear>
                ) : (
                  <Section title="Panoramas and depth" count={0} actions={addPanorama}>
                    <p className="text-muted">
                      No panorama yet. One is 2:1, equirectangular: JPEG, PNG, Radiance HDR or OpenEXR.
                    </p>
                  </Section>
                )}
              </>
            )}
            <WhenNear height={60 + environment.shots.length * 41}>
              <ShotsHere environment={environment} />
            </WhenNear>
            <History environmentId={environment.id} />
          </div>
        </div>
        <aside
          aria-label="Light and kind"
          className="grid content-start gap-8 px-4 pt-6 sm:px-6 lg:border-l lg:px-4 lg:pt-4 lg:pb-8"
        >
          {state && light && lightOpen && (
            <Suspense fallback={<LightSummary state={state} edits={given} busy onEdit={() => setLightOpen(true)} />}>
              <LightPanel
                key={state.id}
                state={state}
                states={environment.states}
                edits={given}
                light={light}
                onDraft={takeDraft}
                preview={{ ...preview, set: setPreview }}
              />
            </Suspense>
          )}
          {state && light && !lightOpen && (
            <LightSummary
              state={state}
              edits={given}
              onEdit={() => setLightOpen(true)}
              onNear={() => void loadLightPanel()}
            />
          )}
          {!(state && light) && (
            <Section title="Light">
              <p className="text-muted text-pretty">
                {given
                  ? "Add a state to give this place a light: its direction, colour and flicker, and the words they make in prompts."
                  : "No state has been described yet."}
              </p>
            </Section>
          )}
          <KindCard kind={environment.kind} edits={given} onAsk={() => setAsked(true)} />
          <Fold title="Is a picture large enough?">
            <SizeAdvice plates={environment.plates} />
          </Fold>
        </aside>
      </div>
      <UploadsFloat upload={add.upload} />
      {add.input}
      <Suspense fallback={null}>
        {looked && (
          <PanoramaViewer
            plate={looked}
            state={environment.states.find(({ id }) => id === looked.stateId) ?? state}
            edits={given}
            onClose={() => address.set({ look: null })}
          />
        )}
        {opened && (
          <ImageDialog
            key={opened.id}
            plate={opened}
            environment={environment}
            edits={given}
            onClose={() => address.set({ facts: null })}
          />
        )}
        {picking && given && (
          <VersionDialog environment={environment} edits={given} onClose={() => setPicking(false)} />
        )}
        {asked && (
          <KindDialog
            onClose={() => setAsked(false)}
            {...(given
              ? {
                  onTake: (kind) => {
                    setAsked(false);
                    void given.change({ kind }, "Kind");
                  },
                }
              : {})}
          />
        )}
      </Suspense>
    </div>
  );
  if (!editable) return page;
  return (
    <UploadDrop upload={add.upload} label={`Add pictures of ${environment.name}`} className="min-h-full">
      {page}
    </UploadDrop>
  );
}

/** The state in the address, else the first; a state that is gone gives way to it. */
function useChosenState({ states }: Environment) {
  const address = useAddress();
  const wanted = address.get("state");
  const state = states.find(({ id }) => id === wanted) ?? states[0];
  return { state, select: (id: string) => address.set({ state: id === states[0]?.id ? null : id }) };
}

/** The picture of a state: its plate, else its panorama, else the cover. */
const pictureOf = ({ plates, hero }: Environment, stateId: string | undefined): Plate | undefined => {
  const seen = plates.filter(({ role }) => role !== "depth");
  const cover = seen.find(({ picture }) => picture.id === hero?.id);
  if (stateId === undefined) return cover ?? seen[0];
  const ofState = seen.filter((plate) => plate.stateId === stateId);
  const main = ofState.find(({ picture }) => picture.id === hero?.id);
  return main ?? ofState.find(({ role }) => role === "plate") ?? ofState[0] ?? cover ?? seen[0];
};

function Choose({
  add,
  as,
  label,
  keys,
}: {
  add: AddPictures;
  as: "plate" | "panorama";
  label: string;
  keys?: string;
}) {
  return (
    <Button icon={<ImagePlus />} onClick={() => add.choose({ role: as })} {...(keys ? { keys } : {})}>
      {label}
    </Button>
  );
}

const panoramasHeight = ({ plates }: Environment): number => {
  const count = (role: Plate["role"]) => plates.filter((plate) => plate.role === role).length;
  return 44 + count("panorama") * 320 + count("depth") * 270;
};

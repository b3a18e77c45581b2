"use client";

import { useQuery } from "@tanstack/react-query";
import { Grid3x3 } from "lucide-react";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import type { PassForm } from "@/components/pass-form/describe-pass";
import { type Drawn, withDrawn } from "@/components/pass-form/drawn-values";
import { seedField } from "@/components/pass-form/field-values";
import { PassFields } from "@/components/pass-form/pass-fields";
import { type Availability, PassPicker } from "@/components/pass-form/pass-picker";
import { PassPlaceContext } from "@/components/pass-form/pass-place";
import { intentWords, maskAdvice } from "@/components/pass-form/pass-words";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { Select } from "@/components/ui/select";
import { missingFields } from "@/contract/passes/active-fields";
import { panelWidth } from "./canvas-skeleton";
import { FrameJobs } from "./frame-jobs";
import { IntentMenu } from "./intent-menu";
import { useMarking } from "./marks/use-marking";
import { PassInputs, RoughNotice } from "./pass-inputs";
import { type SeedLock, withLockedSeed, withoutLockedSeed } from "./seed-lock";
import type { MaskResult } from "./strip-items";
import { useKeyOf } from "./use-canvas-keys";
import { useEditor } from "./use-editor";
import type { OpenedMask } from "./use-mask";
import { type PassChoice, usePassChoice } from "./use-pass-choice";
import { ready, submissionsFor, useSubmit } from "./use-submit";

const GridDialog = lazy(() =>
  import("@/components/pass-form/grid-dialog").then((file) => ({ default: file.GridDialog })),
);
const MarksOverlay = lazy(() => import("./marks/marks-overlay").then((file) => ({ default: file.MarksOverlay })));
const OutpaintFrame = lazy(() => import("./outpaint/outpaint-frame").then((file) => ({ default: file.OutpaintFrame })));

interface PassPanelProps {
  mask: OpenedMask;
  /** Where the picture is drawn. */
  container: HTMLElement | null;
  versionId: string;
  frameId: string;
  picture: { width: number; height: number };
  passes: readonly PassForm[];
  maskResults: readonly MaskResult[];
  /** Stands above the passes. */
  layers: ReactNode;
  /** How many regions are painted. */
  regions: number;
  seedLock: SeedLock;
}

/** The right column: which pass, its settings, the one button, and what this frame has in the queue. */
export function PassPanel({
  mask,
  container,
  versionId,
  frameId,
  picture,
  passes,
  maskResults,
  layers,
  ...rest
}: PassPanelProps) {
  const { regions, seedLock } = rest;
  const trpc = useTRPC();
  const availability = useQuery(trpc.renders.availability.queryOptions());
  const { pass, choice: own, choosePass, change } = usePassChoice(passes);
  const choice = { ...own, values: withLockedSeed(pass.fields, own.values, seedLock.seed) };
  const changeValues = (next: PassChoice["values"]) => {
    const { values, freed } = withoutLockedSeed(pass.fields, { next, own: own.values, seed: seedLock.seed });
    if (freed) seedLock.set(null);
    change({ values });
  };
  const marks = pass.fields.find(({ kind }) => kind === "marks");
  const setMarks = (next: unknown) => marks && changeValues({ ...choice.values, [marks.name]: next });
  const marking = useMarking({
    ...{ container, picture, field: marks, value: marks && choice.values[marks.name] },
    ...{ editor: mask.editor, onChange: setMarks },
  });
  const drawn: Drawn = { ...useDrawn(mask), marking };
  // Of the inpaint mask, whichever layer is painted on.
  const covered = useEditor(mask.editor, () => mask.editor.documents.get(mask.id)?.coverage ?? 0);
  const coverage = mask.post.invert ? 1 - covered : covered;
  const offer = availability.data?.find((one) => one.pass === pass.id);
  const submit = useSubmit(mask);
  const [queued, setQueued] = useState("");
  const [varying, setVarying] = useState(false);
  const place = useMemo(() => ({ versionId }), [versionId]);

  const blocked = whyBlocked(pass, choice, { offer, coverage, drawn });
  const usesMask = pass.inputs.mask !== undefined && coverage > 0 && (!pass.inputs.mask.optional || choice.inside);
  const usesRegions = takesRegions(pass) && regions > 0 && choice.regions !== false;
  const submissions = (count: number) =>
    submissionsFor({
      ...{ pass, choice: { ...choice, count }, drawn, versionId },
      maskId: usesMask ? mask.id : null,
      regions: usesRegions,
      rough: offer?.state === "rough",
    });
  const [first] = varying ? submissions(1).map(({ count: _, ...one }) => one) : [];
  const ask = () => {
    if (blocked !== undefined) return;
    submit.mutate(submissions(choice.count), {
      onSuccess: (jobs) =>
        setQueued(jobs.length === 1 ? `Queued ${pass.title}` : `Queued ${pass.title}, ${jobs.length} jobs`),
    });
  };
  const edges = pass.fields.find(({ kind }) => kind === "edges");
  const runKey = useKeyOf("run");
  useShortcuts("Canvas", runKey === undefined ? {} : { [runKey]: { label: pass.verb, run: ask, inText: true } }, {
    physical: true,
  });

  return (
    <aside aria-label="Pass" className={`${panelWidth} flex min-h-0 shrink-0 flex-col border-l bg-surface`}>
      {layers}
      {marks && marking && container && (
        <Suspense>
          <MarksOverlay
            {...{ container, picture, marking: marking.on }}
            editor={mask.editor}
            value={choice.values[marks.name]}
            onChange={setMarks}
          />
        </Suspense>
      )}
      {edges && container && (
        <Suspense>
          <OutpaintFrame
            key={pass.id}
            {...{ container, picture, field: edges }}
            editor={mask.editor}
            value={choice.values[edges.name]}
            onChange={(next) => changeValues({ ...choice.values, [edges.name]: next })}
          />
        </Suspense>
      )}
      <div className="grid gap-2 border-b p-3">
        <IntentMenu passes={passes} offers={availability.data ?? []} coverage={coverage} onChoose={choosePass} />
        <PassPicker
          passes={passes}
          availability={availability.data ?? []}
          chosen={pass}
          onChoose={(id) => choosePass(id)}
        />
        <p className="text-pretty text-muted text-xs">{pass.summary}</p>
      </div>
      <section
        aria-label={`${pass.title} settings`}
        className="focus-inset grid min-h-24 flex-1 content-start gap-4 overflow-y-auto p-3"
      >
        <PassInputs
          regions={takesRegions(pass) ? regions : 0}
          pass={pass}
          coverage={coverage}
          choice={choice}
          onChange={change}
          masks={maskResults.filter(
            (one) => one.picture.width === picture.width && one.picture.height === picture.height,
          )}
        />
        <PassPlaceContext value={place}>
          <PassFields key={pass.id} pass={pass} values={choice.values} onChange={changeValues} drawn={drawn} />
        </PassPlaceContext>
      </section>
      <div className="grid gap-2 border-t p-3">
        {offer?.state === "rough" && (
          <RoughNotice
            offer={offer}
            allowed={choice.roughAllowed}
            onChange={(roughAllowed) => change({ roughAllowed })}
          />
        )}
        {seedLock.seed !== null && seedField(pass.fields) && (
          <p className="flex items-center gap-2 text-muted text-xs">
            <span className="min-w-0 flex-1 truncate">
              Seed locked: <span className="code">{seedLock.seed}</span>
            </span>
            <Button size="sm" variant="quiet" onClick={() => seedLock.set(null)}>
              Unlock
            </Button>
          </p>
        )}
        <Below blocked={blocked} offer={offer} problem={submit.error?.message} />
        <div className="flex gap-2">
          <Button
            variant="primary"
            {...(runKey === undefined ? {} : { keys: runKey })}
            onClick={ask}
            {...(blocked === undefined ? {} : { blocked })}
            className="h-9 min-w-0 flex-1 overflow-hidden px-1"
          >
            {intentWords(pass.verb, choice.count)}
          </Button>
          {seedField(pass.fields) && <Count value={choice.count} onChange={(count) => change({ count })} />}
          {canVary(pass) && (
            <IconButton
              label={`Vary ${pass.title}`}
              icon={<Grid3x3 />}
              onClick={() => setVarying(true)}
              disabled={blocked !== undefined}
              className="size-9 border border-edge"
            />
          )}
        </div>
        {varying && first && (
          <Suspense fallback={null}>
            <GridDialog
              pass={pass}
              ask={first}
              prepare={() => ready(mask.editor, first.maskId !== undefined)}
              onQueued={(count) => setQueued(`Queued ${pass.title}, ${count} jobs`)}
              onClose={() => setVarying(false)}
            />
          </Suspense>
        )}
        <p role="status" className="sr-only">
          {queued}
        </p>
      </div>
      <FrameJobs frameId={frameId} />
    </aside>
  );
}

/** Something of it can be laid out in a grid. */
const canVary = ({ fields }: PassForm): boolean =>
  fields.some(({ kind }) => kind === "seed" || kind === "number" || kind === "integer" || kind === "choice");

/** One mask a region, as many as there are. */
const takesRegions = ({ inputs }: PassForm): boolean => inputs.masks?.many === true;

const useDrawn = ({ editor }: OpenedMask): Drawn => ({
  box: useEditor(editor, ({ box }) => box),
  eyeLine: useEditor(editor, ({ eyeLine }) => eyeLine),
  setBox: (box) => editor.setBox(box),
  setEyeLine: (line) => editor.setEyeLine(line),
  drawBox: () => editor.setTool("box"),
});

type Facts = { offer: Availability | undefined; coverage: number; drawn: Drawn };

/** Why the pass cannot be queued as it stands, in words; undefined when it can. */
function whyBlocked(pass: PassForm, choice: PassChoice, { offer, coverage, drawn }: Facts): string | undefined {
  if (offer?.state === "missing") return `${offer.reason ?? "No node can do this"}.`;
  const advice = maskAdvice(pass, coverage);
  if (advice?.tone === "missing") return advice.words;
  return missingFields(pass.fields, withDrawn(pass.fields, choice.values, drawn))[0];
}

function Count({ value, onChange }: { value: number; onChange: (count: number) => void }) {
  const options = Array.from({ length: 8 }, (_, n) => ({ value: String(n + 1), label: `× ${n + 1}` }));
  return (
    <div className="w-16 shrink-0">
      <Select
        aria-label="How many results"
        options={options}
        value={String(value)}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
        className="num h-9"
      />
    </div>
  );
}

function Below({
  blocked,
  offer,
  problem,
}: {
  blocked: string | undefined;
  offer: Availability | undefined;
  problem: string | undefined;
}) {
  if (problem !== undefined)
    return (
      <p role="alert" className="text-pretty text-danger text-xs">
        {problem}
      </p>
    );
  const words = blocked ?? (offer?.state === "missing" ? undefined : (offer?.reason ?? undefined));
  if (words === undefined) return null;
  return (
    <p className="text-pretty text-muted text-xs">
      {words}
      {offer?.state === "missing" && (
        <>
          {" "}
          <Link href="/nodes" className="rounded-control text-accent-text underline underline-offset-2">
            See the nodes
          </Link>
        </>
      )}
    </p>
  );
}

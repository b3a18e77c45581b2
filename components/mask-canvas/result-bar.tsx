"use client";

import { Check, Layers2, Lock, LockOpen, X } from "lucide-react";
import type { PassForm } from "@/components/pass-form/describe-pass";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/segmented";
import { tip } from "@/components/ui/tip";
import { AcceptInside } from "./accept-inside/accept-inside";
import { DebugSteps } from "./debug-steps";
import type { MaskEditor } from "./engine/editor-types";
import type { SeedLock } from "./seed-lock";
import { wordsOf } from "./staging-strip";
import { compareModes, useKeyOf } from "./use-canvas-keys";
import { useEditor } from "./use-editor";
import type { ResultActs } from "./use-result-acts";
import type { Results } from "./use-results";

interface ResultBarProps {
  editor: MaskEditor;
  /** Where the picture is drawn. */
  surface: HTMLElement;
  results: Results;
  acts: ResultActs;
  passes: readonly PassForm[];
  seedLock: SeedLock;
}

const modeWords: Record<(typeof compareModes)[number], string> = {
  wipe: "Wipe",
  difference: "Difference",
  onion: "Onion",
  blink: "Blink",
  off: "Off",
};

/** The chosen result in words, how it is compared, and the decision. */
export function ResultBar({ editor, surface, results: { items, selected }, acts, passes, seedLock }: ResultBarProps) {
  const mode = useEditor(editor, ({ compare }) => compare.mode);
  const state = useEditor(editor, ({ result }) => result);
  const keys = { accept: useKeyOf("accept"), asLayer: useKeyOf("asLayer"), reject: useKeyOf("reject") };
  if (!selected)
    return (
      <p className="min-w-0 truncate text-muted text-xs">
        {items.length > 0 ? "Choose one to compare it with the picture." : ""}
      </p>
    );
  const { pass, seed, rough } = wordsOf(selected);
  const passId = selected.kind === "mask" ? selected.mask.pass : selected.version.recipe?.pass;
  const jobId = selected.kind === "mask" ? selected.mask.jobId : selected.version.jobId;
  const steps = passes.some(
    ({ id, outputs }) => id === passId && Object.values(outputs).some(({ kind }) => kind === "debug"),
  );
  return (
    <>
      <p className="flex min-w-0 items-center gap-2 text-xs">
        <span className="truncate">{pass}</span>
        {seed !== null && <span className="code truncate text-muted">{`seed ${seed}`}</span>}
        {seed !== null && <LockSeed seed={seed} lock={seedLock} />}
        {rough && <span className="text-muted">rough</span>}
        {state === "broken" && <span className="text-danger">could not be shown</span>}
      </p>
      <div className="ml-auto flex shrink-0 items-center gap-2">
        {steps && jobId && <DebugSteps jobId={jobId} />}
        <Segmented
          label="Compare"
          value={mode}
          onChange={(next) => editor.setCompare({ mode: next })}
          options={compareModes.map((value) => ({ value, label: modeWords[value] }))}
        />
        {mode === "onion" && <Opacity editor={editor} />}
        {selected.kind === "mask" ? (
          <MaskActs acts={acts} keys={keys} />
        ) : (
          <>
            <AcceptInside {...{ editor, surface, acts }} />
            <Button
              size="sm"
              icon={<Layers2 />}
              {...hint(keys.asLayer)}
              blocked={acts.whyNoLayer}
              onClick={acts.asLayer}
            >
              As layer
            </Button>
            <Button size="sm" icon={<X />} {...hint(keys.reject)} onClick={acts.reject}>
              Reject
            </Button>
            <Button size="sm" variant="primary" icon={<Check />} {...hint(keys.accept)} onClick={acts.accept}>
              Accept
            </Button>
          </>
        )}
      </div>
    </>
  );
}

/** Keeps the seed of the result in hand for what is queued next. */
function LockSeed({ seed, lock }: { seed: number; lock: SeedLock }) {
  const locked = lock.seed === seed;
  return (
    <IconButton
      label={`Lock seed ${seed}`}
      pressed={locked}
      icon={locked ? <Lock /> : <LockOpen />}
      onClick={() => lock.set(locked ? null : seed)}
    />
  );
}

function Opacity({ editor }: { editor: MaskEditor }) {
  const opacity = useEditor(editor, ({ compare }) => compare.opacity);
  const key = useKeyOf("onionMore");
  return (
    <input
      type="range"
      aria-label="How much of the result shows"
      min={0}
      max={100}
      value={Math.round(opacity * 100)}
      onChange={({ currentTarget }) => editor.setCompare({ opacity: Number(currentTarget.value) / 100 })}
      {...tip("How much of the result shows", key)}
      className="w-24 accent-accent"
    />
  );
}

const hint = (keys: string | undefined) => (keys === undefined ? {} : { keys });

function MaskActs({
  acts,
  keys,
}: {
  acts: ResultActs;
  keys: { accept: string | undefined; reject: string | undefined };
}) {
  return (
    <>
      <Button size="sm" variant="quiet" {...hint(keys.reject)} onClick={acts.reject}>
        Hide
      </Button>
      <Button size="sm" onClick={() => acts.take("erase")}>
        Subtract
      </Button>
      <Button size="sm" onClick={() => acts.take("replace")}>
        Replace mask
      </Button>
      <Button size="sm" variant="primary" {...hint(keys.accept)} onClick={() => acts.take("add")}>
        Add to mask
      </Button>
    </>
  );
}

"use client";

import { Check, Layers2, X } from "lucide-react";
import type { PassForm } from "@/components/pass-form/describe-pass";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { DebugSteps } from "./debug-steps";
import type { MaskEditor } from "./engine/editor-types";
import { wordsOf } from "./staging-strip";
import { compareModes } from "./use-canvas-keys";
import { useEditor } from "./use-editor";
import type { ResultActs } from "./use-result-acts";
import type { Results } from "./use-results";

interface ResultBarProps {
  editor: MaskEditor;
  results: Results;
  acts: ResultActs;
  passes: readonly PassForm[];
}

const modeWords: Record<(typeof compareModes)[number], string> = {
  wipe: "Wipe",
  difference: "Difference",
  blink: "Blink",
  off: "Off",
};

/** The chosen result in words, how it is compared, and the decision. */
export function ResultBar({ editor, results: { items, selected }, acts, passes }: ResultBarProps) {
  const mode = useEditor(editor, ({ compare }) => compare.mode);
  const state = useEditor(editor, ({ result }) => result);
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
      <p className="flex min-w-0 items-baseline gap-2 text-xs">
        <span className="truncate">{pass}</span>
        {seed !== null && <span className="code truncate text-muted">{`seed ${seed}`}</span>}
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
        {selected.kind === "mask" ? (
          <MaskActs acts={acts} />
        ) : (
          <>
            <Button size="sm" icon={<Layers2 />} blocked={acts.whyNoLayer} onClick={acts.asLayer}>
              As layer
            </Button>
            <Button size="sm" icon={<X />} keys="Backspace" onClick={acts.reject}>
              Reject
            </Button>
            <Button size="sm" variant="primary" icon={<Check />} keys="Enter" onClick={acts.accept}>
              Accept
            </Button>
          </>
        )}
      </div>
    </>
  );
}

function MaskActs({ acts }: { acts: ResultActs }) {
  return (
    <>
      <Button size="sm" variant="quiet" keys="Backspace" onClick={acts.reject}>
        Hide
      </Button>
      <Button size="sm" onClick={() => acts.take("erase")}>
        Subtract
      </Button>
      <Button size="sm" onClick={() => acts.take("replace")}>
        Replace mask
      </Button>
      <Button size="sm" variant="primary" keys="Enter" onClick={() => acts.take("add")}>
        Add to mask
      </Button>
    </>
  );
}

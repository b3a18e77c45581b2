"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Section } from "@/components/ui/section";
import { Segmented } from "@/components/ui/segmented";
import type { ClipFacts } from "@/contract/profile/clip";
import { type Crispness, measuredOnWords } from "@/contract/profile/sharpness";
import { FrameThumb } from "./frame-thumb";

interface RankedFramesProps {
  sheets: readonly string[];
  facts: ClipFacts;
  crisp: readonly Crispness[];
  /** Best first. */
  ranked: { moments: readonly number[]; all: readonly number[] };
  frame: number;
  picked: readonly number[];
  taken: readonly number[];
  onFrame: (frame: number) => void;
  onToggle: (frame: number) => void;
}

const page = 24;

/** Frames with the sharpest first, blurred ones marked and last. A press goes there, a double press picks. */
export function RankedFrames(props: RankedFramesProps) {
  const { sheets, facts, crisp, ranked, frame, picked, taken, onFrame, onToggle } = props;
  const [which, setWhich] = useState<"moments" | "all">("moments");
  const [shown, setShown] = useState(page);
  const frames = ranked[which];
  return (
    <Section
      title="Sharpest first"
      actions={
        <Segmented
          label="Which frames"
          options={[
            { value: "moments", label: "One a moment" },
            { value: "all", label: "Every frame" },
          ]}
          value={which}
          onChange={(value) => {
            setWhich(value);
            setShown(page);
          }}
        />
      }
    >
      <p className="text-muted text-xs">{measuredOnWords(facts)}</p>
      <ol className="grid grid-cols-[repeat(auto-fill,minmax(108px,1fr))] gap-2">
        {frames.slice(0, shown).map((at) => (
          <li key={at} className="grid gap-0.5">
            <button
              type="button"
              aria-label={`Frame ${at}, ${crisp[at]}${picked.includes(at) ? ", picked" : ""}`}
              aria-current={at === frame || undefined}
              onClick={() => onFrame(at)}
              onDoubleClick={() => onToggle(at)}
              className={cx(
                "relative block overflow-hidden rounded-picture outline-2 -outline-offset-2",
                at === frame ? "outline-accent" : "outline-transparent hover:outline-control",
              )}
            >
              <FrameThumb sheets={sheets} facts={facts} frame={at} />
              {picked.includes(at) && <span className="absolute inset-x-0 top-0 h-1 bg-accent" />}
            </button>
            <span className="num flex items-center justify-between gap-1 text-[11px] text-muted leading-5">
              {at}
              <FrameBadge word={crisp[at]} taken={taken.includes(at)} />
            </span>
          </li>
        ))}
      </ol>
      {shown < frames.length && (
        <Button size="sm" variant="quiet" onClick={() => setShown(shown + 2 * page)}>
          More of {frames.length}
        </Button>
      )}
    </Section>
  );
}

/** A word beside a frame: in the package already, or not crisp. */
export function FrameBadge({ word, taken }: { word: Crispness | undefined; taken: boolean }) {
  if (taken) return <Badge className="border-status-done text-status-done">in package</Badge>;
  if (word === "blurred") return <Badge className="border-status-retake text-status-retake">blurred</Badge>;
  return word === "soft" ? <Badge>soft</Badge> : null;
}

"use client";

import { Fragment, useMemo } from "react";
import { encoders, type TokenCount, tokenWindow, usableTokens } from "@/contract/prompt/tokens";
import { weigh } from "@/contract/prompt/weights";
import { useTokenCount } from "./clip/use-token-count";
import { CopyWord } from "./copy-word";

interface PromptLineProps {
  /** "Prompt" */
  label: string;
  text: string;
  /** Load the vocabulary and count. */
  counted: boolean;
  empty: string;
}

/** A finished prompt as a model gets it: weights told under the words, windows of 75 marked, tokens counted. */
export function PromptLine({ label, text, counted, empty }: PromptLineProps) {
  const count = useTokenCount(text, counted);
  const marks = typeof count === "object" ? count.marks : none;
  const pieces = useMemo(() => cut(text, marks), [text, marks]);
  const problems = useMemo(() => weigh(text).problems, [text]);
  return (
    <div className="grid gap-1">
      <div className="flex min-h-7 items-center gap-2">
        <h3 className="text-muted text-xs">{label}</h3>
        <Count count={count} />
        <span className="ml-auto">
          {text !== "" && <CopyWord value={text} label={`Copy the ${label.toLowerCase()}`} />}
        </span>
      </div>
      <output
        aria-label={label}
        className="block select-text whitespace-pre-wrap break-words rounded-control border bg-surface px-3 py-2 text-[13px] leading-6"
      >
        {text === "" ? (
          <span className="text-muted">{empty}</span>
        ) : (
          pieces.map(({ at, words, weight, window }) => (
            <Fragment key={at}>
              {window !== undefined && (
                <span
                  data-tip={`Window ${window} of ${usableTokens} tokens begins here`}
                  className="mr-1 border-accent border-l-2 pl-1 text-[10px] text-accent-text before:content-[attr(data-window)]"
                  data-window={window}
                />
              )}
              {weight === 1 ? (
                words
              ) : (
                <span
                  data-tip={`Counts ×${trim(weight)}`}
                  className={weight > 1 ? "border-text border-b" : "border-control border-b border-dotted text-muted"}
                >
                  {words}
                </span>
              )}
            </Fragment>
          ))
        )}
      </output>
      {problems.map(({ at, text: said }) => (
        <p key={at} role="status" className="text-status-ready text-xs">
          {said}
        </p>
      ))}
    </div>
  );
}

const none: number[] = [];
const trim = (weight: number) => String(Math.round(weight * 100) / 100);

/** Tokens per encoder; the widths of the numbers do not move what is beside them. */
function Count({ count }: { count: TokenCount | "failed" | undefined }) {
  if (count === "failed")
    return <span className="text-muted text-xs">The vocabulary could not be loaded: tokens are not counted.</span>;
  const { tokens, chunks } = count ?? { tokens: 0, chunks: 1 };
  const room = chunks * usableTokens;
  const models = encoders.map(({ title, models }) => `${title} (${models})`).join(" and ");
  return (
    <span
      className="num text-muted text-xs"
      data-tip={`${models} read ${tokenWindow} tokens at a time, two of which begin and end. They share a vocabulary, so they count alike. Brackets and weights cost none.`}
    >
      {count === undefined ? "…" : `${tokens} of ${room}`} tokens
      {chunks > 1 && ` · ${chunks} windows`}
      <span className="max-sm:hidden"> · {encoders.map(({ title }) => title).join(", ")}</span>
    </span>
  );
}

type Piece = { at: number; words: string; weight: number; window?: number };

/** The text as written, cut where the weight changes or a window begins. Brackets belong to the words before them. */
const cut = (text: string, marks: readonly number[]): Piece[] => {
  const weights = new Array<number>(text.length).fill(Number.NaN);
  for (const run of weigh(text).runs) for (const at of run.at) weights[at] = run.weight;
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; at++) {
    const window = marks.indexOf(at);
    const own = weights[at] ?? Number.NaN;
    const last = pieces.at(-1);
    const weight = Number.isNaN(own) ? 1 : own;
    if (!last || window >= 0 || last.weight !== weight)
      pieces.push({ at, words: text[at] ?? "", weight, ...(window >= 0 ? { window: window + 2 } : {}) });
    else last.words += text[at];
  }
  return pieces;
};

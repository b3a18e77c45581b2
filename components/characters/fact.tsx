"use client";

import { type ReactNode, useState } from "react";
import { InlineMention } from "@/components/mentions/inline-mention";
import { InlineText } from "@/components/script/inline-text";
import { useProject } from "@/components/studio/project";
import type { CharacterWords } from "./use-character-edits";

/** Saves what was written; answers why it was refused. `saw` is what stood there when the person began. */
export type Change = (words: CharacterWords, what: string, saw?: CharacterWords) => Promise<string | undefined>;

/** A line of facts: what it is at the left, what is known at the right. Sits in a `FactList`. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="pt-px text-muted">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

export function FactList({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[112px_minmax(0,1fr)] items-start gap-x-4 gap-y-3 max-sm:grid-cols-[96px_minmax(0,1fr)]">
      {children}
    </dl>
  );
}

interface TextFactProps {
  label: string;
  value: string;
  placeholder: string;
  editable: boolean;
  multiline?: boolean;
  /** A longer text in which `@` makes chips. */
  mentions?: boolean;
  /** The change that writes `text`. */
  words: (text: string) => CharacterWords;
  check?: (text: string) => string | undefined;
  onChange: Change;
  className?: string;
  children?: ReactNode;
}

/** Words that are edited where they stand; a refusal stays under them. */
export function TextFact(props: TextFactProps) {
  const { label, value, placeholder, editable, multiline, mentions, words, check, onChange, className, children } =
    props;
  const [problem, setProblem] = useState<string>();
  const { href } = useProject();
  const save = (text: string, was: string) => {
    setProblem(undefined);
    void onChange(words(text), label, words(was)).then(setProblem);
  };
  return (
    <>
      {mentions ? (
        <InlineMention
          {...{ label, value, href }}
          placeholder={editable ? placeholder : "Not given"}
          disabled={!editable}
          {...(className === undefined ? {} : { className })}
          onSave={save}
        />
      ) : (
        <InlineText
          label={label}
          value={value}
          placeholder={editable ? placeholder : "Not given"}
          disabled={!editable}
          {...(multiline === undefined ? {} : { multiline })}
          {...(check === undefined ? {} : { check })}
          {...(className === undefined ? {} : { className })}
          onSave={save}
        >
          {children}
        </InlineText>
      )}
      {problem !== undefined && (
        <p role="alert" className="text-danger text-xs">
          {problem}
        </p>
      )}
    </>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { useTokenCount } from "@/components/characters/clip/use-token-count";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import type { Params } from "@/contract/passes/active-fields";
import type { FormField } from "@/contract/passes/fields";
import { insertPhrase } from "@/contract/prompt/join";
import { isPlainPrompt, parseExternalPrompt } from "@/contract/prompt/parse-external";
import { reweigh } from "@/contract/prompt/reweigh";
import { usableTokens } from "@/contract/prompt/tokens";
import { weigh } from "@/contract/prompt/weights";
import { PromptChips } from "./prompt-chips";
import { PromptParts } from "./prompt-parts";
import { takeApart } from "./take-apart";

interface PromptFieldProps {
  field: FormField;
  value: string;
  /** Of the whole form: a pasted prompt may fill other fields too. */
  values: Params;
  /** Names of the fields there are. */
  names: readonly string[];
  onChange: (change: Params) => void;
}

/** Words for a model: as one text or in the seeds' five parts, with weights, tokens, phrases to insert, and pasted prompts taken apart. */
export function PromptField({ field, value, values, names, onChange }: PromptFieldProps) {
  const { id: projectId } = useProject();
  const trpc = useTRPC();
  const { data: kept } = useQuery(trpc.recipes.presets.queryOptions({ projectId }));
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [mode, setMode] = useState<"text" | "parts">("text");
  const [pasted, setPasted] = useState("");
  const negative = field.name === "negative";
  const put = (text: string) => onChange({ [field.name]: text });
  const { problems } = weigh(value);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const step = event.key === "ArrowUp" ? 0.1 : event.key === "ArrowDown" ? -0.1 : 0;
    if ((event.ctrlKey || event.metaKey) && step !== 0) {
      event.preventDefault();
      event.stopPropagation();
      const { selectionStart, selectionEnd } = event.currentTarget;
      const next = reweigh(value, selectionStart, selectionEnd, step);
      put(next.text);
      requestAnimationFrame(() => area.current?.setSelectionRange(next.start, next.end));
    }
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const text = event.clipboardData.getData("text/plain");
    const parsed = parseExternalPrompt(text);
    if (negative || isPlainPrompt(parsed)) return;
    event.preventDefault();
    const { change, said } = takeApart(text, values, names);
    onChange({ ...change, [field.name]: joined(value, parsed.text) });
    setPasted(said);
  };
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <label htmlFor={mode === "text" ? id : undefined} className="font-medium text-sm">
          {field.title}
        </label>
        {!negative && (
          <Segmented
            label={`${field.title}: how it is written`}
            options={[
              { value: "text", label: "Text" },
              { value: "parts", label: "Parts" },
            ]}
            value={mode}
            onChange={setMode}
          />
        )}
      </div>
      {mode === "text" ? (
        <Textarea
          id={id}
          ref={area}
          value={value}
          maxLength={10_000}
          aria-describedby={`${id}-help`}
          onChange={(event) => put(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
      ) : (
        <PromptParts value={value} onChange={put} />
      )}
      <div className="flex items-baseline gap-3">
        <p id={`${id}-help`} className="min-w-0 flex-1 text-muted text-xs">
          {field.help !== undefined && `${field.help}. `}
          {mode === "text" && !negative && "Ctrl+↑ and Ctrl+↓ weigh the word at the caret."}
        </p>
        <Tokens text={value} />
      </div>
      {pasted !== "" && (
        <p role="status" className="text-xs">
          {pasted}
        </p>
      )}
      {problems.map(({ at, text }) => (
        <p key={at} role="status" className="text-status-ready text-xs">
          {text}
        </p>
      ))}
      <PromptChips
        negative={negative}
        projectNegative={kept?.negative ?? null}
        onInsert={(phrase, other) => {
          const otherName = negative ? "prompt" : "negative";
          const held = values[otherName];
          onChange({
            ...(phrase === "" ? {} : { [field.name]: insertPhrase(value, phrase) }),
            ...(other !== "" && names.includes(otherName)
              ? { [otherName]: insertPhrase(typeof held === "string" ? held : "", other) }
              : {}),
          });
        }}
        onReplace={put}
      />
      {value !== "" && negative && (
        <Button size="sm" variant="quiet" className="justify-self-start" onClick={() => put("")}>
          Empty the {field.title.toLowerCase()}
        </Button>
      )}
    </div>
  );
}

const joined = (before: string, text: string) =>
  before.trim() === "" ? text : `${before.replace(/[\s,]+$/, "")}, ${text}`;

function Tokens({ text }: { text: string }) {
  const count = useTokenCount(text, true);
  if (count === "failed") return <span className="text-muted text-xs">Tokens are not counted.</span>;
  const { tokens, chunks } = count ?? { tokens: 0, chunks: 1 };
  return (
    <span
      className="num shrink-0 text-muted text-xs"
      data-tip={`CLIP reads ${usableTokens} tokens at a time. Brackets and weights cost none.`}
    >
      {count === undefined ? "…" : `${tokens} of ${chunks * usableTokens}`} tokens
    </span>
  );
}

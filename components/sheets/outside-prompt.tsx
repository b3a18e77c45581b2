"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { isPlainPrompt, parseExternalPrompt } from "@/contract/prompt/parse-external";

interface OutsidePromptProps {
  prompt: string;
  /** Left out for those who only look. Answers whether it was saved. */
  onSave?: ((prompt: string) => Promise<boolean>) | undefined;
}

/** The prompt an outside generator was given, as it was written, and its parameters as fields (B59). */
export function OutsidePrompt({ prompt, onSave }: OutsidePromptProps) {
  const [text, setText] = useState<string>();
  const [busy, setBusy] = useState(false);
  if (prompt === "" && !onSave) return null;
  const shown = text ?? prompt;
  const save = async () => {
    if (!onSave || text === undefined) return;
    setBusy(true);
    if (await onSave(text).finally(() => setBusy(false))) setText(undefined);
  };
  return (
    <details className="border-t pt-3" open={prompt !== "" || undefined}>
      <summary className="w-fit rounded-control text-muted text-xs hover:text-text">
        {prompt === "" ? "Add the prompt it was made with" : "Prompt it was made with"}
      </summary>
      <div className="mt-2 grid gap-2">
        {onSave ? (
          <Textarea
            aria-label="Prompt it was made with"
            rows={3}
            maxLength={20_000}
            value={shown}
            placeholder="portrait of an elf, white room --no hat --ar 4:5"
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            className="font-mono text-xs"
          />
        ) : (
          <p className="max-h-32 overflow-y-auto whitespace-pre-wrap rounded-control bg-well p-2 font-mono text-xs">
            {prompt}
          </p>
        )}
        <PromptFields prompt={shown} />
        {text !== undefined && text !== prompt && (
          <div className="flex gap-2">
            <Button size="sm" variant="primary" busy={busy} onClick={() => void save()}>
              Keep the prompt
            </Button>
            <Button size="sm" variant="quiet" onClick={() => setText(undefined)}>
              Leave it
            </Button>
          </div>
        )}
      </div>
    </details>
  );
}

function PromptFields({ prompt }: { prompt: string }) {
  const parsed = parseExternalPrompt(prompt);
  if (isPlainPrompt(parsed)) return null;
  const fields: [string, string][] = [
    ...(parsed.aspect ? [["Aspect", parsed.aspect] as [string, string]] : []),
    ...(parsed.exclude.length ? [["Without", parsed.exclude.join(", ")] as [string, string]] : []),
    ...parsed.characterReferences.map((url): [string, string] => ["Character reference", url]),
    ...parsed.other.map(({ name, value }): [string, string] => [`--${name}`, value || "on"]),
  ];
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-xs">
      {fields.map(([name, value]) => (
        <div key={`${name} ${value}`} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="truncate" title={value}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

"use client";

import { useState } from "react";
import { InlineText } from "@/components/script/inline-text";
import { Select } from "@/components/ui/select";
import { StatusPill } from "@/components/ui/status-pill";
import type { StatusTone } from "@/components/ui/status-tone";
import { CopyWord } from "./copy-word";
import { tierIds, tierOptions, tiers } from "./tiers";
import type { Character, CharacterWords } from "./use-character-edits";

interface CharacterFactsProps {
  character: Character;
  editable: boolean;
  onChange: (words: CharacterWords, what: string) => Promise<string | undefined>;
}

const statusTone: Record<Character["status"], StatusTone> = {
  draft: "todo",
  "in review": "wfa",
  approved: "done",
  locked: "omit",
};
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** What is known of a character in words; every line is edited where it stands. */
export function CharacterFacts({ character, editable, onChange }: CharacterFactsProps) {
  const { name, code, tier, status, triggerWord, description } = character;
  const [problem, setProblem] = useState<{ of: string; words: string }>();
  const save = (of: keyof CharacterWords, words: CharacterWords, what: string) => {
    setProblem(undefined);
    void onChange(words, what).then((refusal) => refusal && setProblem({ of, words: refusal }));
  };
  const told = (of: keyof CharacterWords) =>
    problem?.of === of && (
      <p role="alert" className="text-danger text-xs">
        {problem.words}
      </p>
    );
  return (
    <div className="grid gap-5">
      <div className="grid gap-1">
        <h1 className="text-xl">
          <InlineText
            label="Name"
            value={name}
            disabled={!editable}
            check={(text) => (text === "" ? "A character has a name." : undefined)}
            onSave={(text) => save("name", { name: text }, "Name")}
          />
        </h1>
        {told("name")}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <span className="code text-muted">{code}</span>
          <StatusPill tone={statusTone[status]} label={capital(status)} />
        </div>
      </div>
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] items-start gap-x-4 gap-y-3">
        <dt className="text-muted">Tier</dt>
        <dd>
          {editable ? (
            <div className="-my-1.5 w-32">
              <Select
                aria-label="Tier"
                options={tierOptions}
                value={tier}
                onChange={({ currentTarget }) => {
                  const next = tierIds.find((id) => id === currentTarget.value);
                  if (next) save("tier", { tier: next }, "Tier");
                }}
              />
            </div>
          ) : (
            tiers[tier]
          )}
          {told("tier")}
        </dd>
        <dt className="text-muted">Trigger word</dt>
        <dd>
          <div className="flex items-center gap-1">
            <InlineText
              label="Trigger word"
              value={triggerWord ?? ""}
              placeholder={editable ? "Give it one, like mara_character" : "None"}
              disabled={!editable}
              onSave={(text) => save("triggerWord", { triggerWord: text === "" ? null : text }, "Trigger word")}
              className="code min-w-0 break-all"
            />
            {triggerWord !== null && <CopyWord value={triggerWord} label="Copy the trigger word" />}
          </div>
          {told("triggerWord")}
        </dd>
        <dt className="text-muted">Description</dt>
        <dd>
          <InlineText
            label="Description"
            value={description}
            placeholder={editable ? "Write who this is and how one knows them" : "None yet"}
            multiline
            disabled={!editable}
            onSave={(text) => save("description", { description: text }, "Description")}
            className="max-w-prose whitespace-pre-line text-pretty"
          />
          {told("description")}
        </dd>
      </dl>
    </div>
  );
}

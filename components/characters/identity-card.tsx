"use client";

import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Select } from "@/components/ui/select";
import { identityPhrase, identityReason, missingIdentity } from "@/contract/prompt/identity";
import { CopyWord } from "./copy-word";
import { type Change, Fact, FactList, TextFact } from "./fact";
import { tierHelp, tierIds, tierOptions, tiers } from "./tiers";
import type { Character } from "./use-character-edits";
import { useShown } from "./use-shown";

interface IdentityCardProps {
  character: Character;
  editable: boolean;
  onChange: Change;
}

/** "Age, gender and ethnicity are" of the three. */
const listWords = (fields: readonly string[]): string => {
  const text = fields.join(", ").replace(/, ([^,]*)$/, " and $1");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} ${fields.length === 1 ? "is" : "are"}`;
};

/** Who this is: what a model must be told before anything else. */
export function IdentityCard({ character, editable, onChange }: IdentityCardProps) {
  const { tier, triggerWord, description, heightCm } = character;
  const [problem, setProblem] = useState<string>();
  const [shownTier, setShownTier] = useShown(tier);
  const shared = { editable, onChange };
  const missing = missingIdentity(character);
  return (
    <div className="grid gap-3">
      <FactList>
        <Fact label="Tier">
          {editable ? (
            <div className="-my-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
              <div className="w-32">
                <Select
                  aria-label="Tier"
                  options={tierOptions}
                  value={shownTier}
                  onChange={({ currentTarget }) => {
                    const next = tierIds.find((id) => id === currentTarget.value);
                    if (!next) return;
                    setShownTier(next);
                    void onChange({ tier: next }, "Tier").then((refusal) => {
                      setProblem(refusal);
                      if (refusal !== undefined) setShownTier(tier);
                    });
                  }}
                />
              </div>
              <span className="text-muted text-xs">{tierHelp[tier]}</span>
            </div>
          ) : (
            tiers[tier]
          )}
          {problem !== undefined && (
            <p role="alert" className="text-danger text-xs">
              {problem}
            </p>
          )}
        </Fact>
        <Fact label="Age">
          <TextFact
            {...shared}
            label="Age"
            value={character.age}
            placeholder="35, or ageless"
            words={(age) => ({ age })}
          />
        </Fact>
        <Fact label="Gender">
          <TextFact
            {...shared}
            label="Gender"
            value={character.gender}
            placeholder="man, woman, in a word for a prompt"
            words={(gender) => ({ gender })}
          />
        </Fact>
        <Fact label="Ethnicity">
          <TextFact
            {...shared}
            label="Ethnicity"
            value={character.ethnicity}
            placeholder="Spanish, Elven, in a word for a prompt"
            words={(ethnicity) => ({ ethnicity })}
          />
        </Fact>
      </FactList>
      {missing.length > 0 ? (
        <p className="flex max-w-prose gap-2 text-xs">
          <TriangleAlert aria-hidden className="size-4 shrink-0 stroke-[1.5] text-status-ready" />
          <span>
            <strong>{listWords(missing)} not given.</strong> {identityReason}
          </span>
        </p>
      ) : (
        <p className="max-w-prose text-muted text-xs">
          A prompt says “{identityPhrase(character)}”. {identityReason}
        </p>
      )}
      <FactList>
        <Fact label="Height">
          <TextFact
            {...shared}
            label="Height"
            value={heightCm === null ? "" : String(heightCm)}
            placeholder="In cm, such as 172"
            check={(text) => (/^\d{0,4}$/.test(text) ? undefined : "Whole centimetres, such as 172.")}
            words={(text) => ({ heightCm: text === "" ? null : Number(text) })}
          >
            {heightCm === null ? undefined : <span className="num">{heightCm} cm</span>}
          </TextFact>
        </Fact>
        <Fact label="Trigger word">
          <div className="flex items-center gap-1">
            <div className="min-w-0">
              <TextFact
                {...shared}
                label="Trigger word"
                value={triggerWord ?? ""}
                placeholder="Give it one, like mara_character"
                words={(text) => ({ triggerWord: text === "" ? null : text })}
                className="code min-w-0 break-all"
              />
            </div>
            {triggerWord !== null && <CopyWord value={triggerWord} label="Copy the trigger word" />}
          </div>
        </Fact>
        <Fact label="Description">
          <TextFact
            {...shared}
            label="Description"
            value={description}
            placeholder="Write who this is and how one knows them"
            mentions
            words={(text) => ({ description: text })}
            className="max-w-prose whitespace-pre-line text-pretty"
          />
        </Fact>
      </FactList>
    </div>
  );
}

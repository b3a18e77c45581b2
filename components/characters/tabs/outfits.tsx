"use client";

import { Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Thumb } from "@/components/media/thumb";
import { InlineText } from "@/components/script/inline-text";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { StatusPill } from "@/components/ui/status-pill";
import { CopyWord } from "../copy-word";
import { Fact, FactList } from "../fact";
import { PhraseList } from "../phrase-list";
import { ReadinessMark } from "../readiness-mark";
import { statusWords } from "../statuses";
import type { Character } from "../use-character-edits";
import { type OutfitWords, useOutfitEdits } from "../use-outfit-edits";

const NewOutfitDialog = lazy(() =>
  import("@/components/profiles/new-outfit-dialog").then((file) => ({ default: file.NewOutfitDialog })),
);

interface OutfitsTabProps {
  character: Character;
  editable: boolean;
  /** Address of the package editor. */
  packageHref: string;
}

/** What the character wears: hair, props and the LoRA name of each outfit, and how full its package is. */
export function OutfitsTab({ character, editable, packageHref }: OutfitsTabProps) {
  const edits = useOutfitEdits(character);
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title="Outfits"
      count={character.packages.length}
      actions={
        editable && (
          <Button size="sm" icon={<Plus />} onClick={() => setAdding(true)}>
            Add outfit
          </Button>
        )
      }
    >
      <ul className="border-t">
        {character.packages.map((outfit) => (
          <li key={outfit.id} className="border-b py-5">
            <OutfitRow
              outfit={outfit}
              editable={editable && outfit.status !== "locked"}
              href={`${packageHref}?outfit=${outfit.id}`}
              onChange={(words, what) => edits.change(outfit, words, what)}
            />
          </li>
        ))}
      </ul>
      {adding && (
        <Suspense fallback={null}>
          <NewOutfitDialog open onOpenChange={setAdding} onCreate={async (name) => void (await edits.add(name))} />
        </Suspense>
      )}
    </Section>
  );
}

interface OutfitRowProps {
  outfit: Character["packages"][number];
  editable: boolean;
  href: string;
  onChange: (words: OutfitWords, what: string) => Promise<string | undefined>;
}

function OutfitRow({ outfit, editable, href, onChange }: OutfitRowProps) {
  const { name, hair, props, description, loraName, suggestedLoraName, readiness, status, images } = outfit;
  const [problem, setProblem] = useState<string>();
  const save = (words: OutfitWords, what: string) => void onChange(words, what).then(setProblem);
  const front = (images.find(({ slot }) => slot === "front") ?? images[0])?.picture;
  const text = (label: string, value: string, placeholder: string, words: (text: string) => OutfitWords) => (
    <InlineText
      label={`${label} of ${name}`}
      value={value}
      placeholder={editable ? placeholder : "Not given"}
      disabled={!editable}
      onSave={(next) => save(words(next), label)}
    />
  );
  return (
    <article aria-label={name} className="grid gap-x-6 gap-y-4 sm:grid-cols-[136px_minmax(0,1fr)]">
      <Link href={href} aria-label={`Package of ${name}`} className="max-w-36 self-start rounded-picture">
        <Thumb media={front} alt="" ratio={4 / 5} sizes="136px" />
      </Link>
      <div className="grid min-w-0 content-start gap-3">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h3 className="min-w-0 text-lg">{text("Name", name, "Name", (next) => ({ name: next }))}</h3>
          <StatusPill tone={statusWords[status].tone} label={statusWords[status].label} />
          <ReadinessMark readiness={readiness} />
          <ButtonLink href={href} size="sm" className="ml-auto">
            Open package
          </ButtonLink>
        </div>
        <FactList>
          <Fact label="LoRA name">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <InlineText
                label={`LoRA name of ${name}`}
                value={loraName ?? ""}
                placeholder={editable ? "None kept yet" : "None"}
                disabled={!editable}
                onSave={(next) => save({ loraName: next === "" ? null : next }, "LoRA name")}
                className="code break-all"
              />
              {loraName !== null && <CopyWord value={loraName} label="Copy the LoRA name" />}
              {editable && loraName !== suggestedLoraName && (
                <Button size="sm" onClick={() => save({ loraName: suggestedLoraName }, "LoRA name")}>
                  Use {suggestedLoraName}
                </Button>
              )}
            </div>
          </Fact>
          <Fact label="Hair">{text("Hair", hair, "Short brown bob", (next) => ({ hair: next }))}</Fact>
          <Fact label="Clothes">
            {text("Clothes", description, "Yellow dress printed with sunflowers", (next) => ({ description: next }))}
          </Fact>
        </FactList>
        <PhraseList
          label="Props"
          example="oil lamp"
          phrases={props}
          editable={editable}
          shape="chips"
          sign="·"
          onChange={(next) => onChange({ props: next }, "Props")}
        />
        {problem !== undefined && (
          <p role="alert" className="text-danger text-xs">
            {problem}
          </p>
        )}
      </div>
    </article>
  );
}

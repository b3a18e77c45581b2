"use client";

import { TriangleAlert } from "lucide-react";
import { lazy, Suspense, useEffect, useId, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { buildPrompt, triggerWarning } from "@/contract/prompt/build";
import { insertPhrase } from "@/contract/prompt/join";
import { defaultNegative } from "@/contract/prompt/negative";
import { type PromptSlot, promptSlots, slotWords } from "@/contract/prompt/slots";
import type { Snippet } from "@/contract/prompt/snippets";
import { type Change, TextFact } from "./fact";
import { PromptLine } from "./prompt-line";
import { SlotField } from "./slot-field";
import type { Character } from "./use-character-edits";
import { useInView } from "./use-in-view";
import { useShown } from "./use-shown";

const Snippets = lazy(() => import("./snippets").then((file) => ({ default: file.Snippets })));

interface PartProps {
  character: Character;
  editable: boolean;
  onChange: Change;
}

interface PromptBuilderProps extends PartProps {
  /** The character with every edit of mine in it, drawn or not. */
  current: () => Character;
}

/** Five parts in their order, what they become, and what to avoid. What is typed shows at once and is saved on leaving. */
export function PromptBuilder({ character, editable, onChange, current }: PromptBuilderProps) {
  const { fragments, projectNegative, triggerWord } = character;
  const [drafts, setDrafts] = useState<Partial<Record<PromptSlot, string>>>({});
  const last = useRef<PromptSlot>("character");
  const { ref, seen } = useInView<HTMLDivElement>();
  const built = useMemo(
    () => buildPrompt({ ...character, fragments: { ...character.fragments, ...drafts } }, projectNegative),
    [character, drafts, projectNegative],
  );
  const draft = (slot: PromptSlot, text: string | undefined) =>
    setDrafts(({ [slot]: _, ...rest }) => (text === undefined ? rest : { ...rest, [slot]: text }));
  const insert = async ({ title, positive, negative }: Snippet) => {
    const slot = last.current;
    // The press that brought us here has just left a field, whose words are saved but may not be drawn yet.
    const now = current();
    const was = now.fragments[slot] ?? "";
    const base = now.negative ?? projectNegative ?? defaultNegative;
    const words = {
      ...(positive === "" ? {} : { fragments: { [slot]: insertPhrase(was, positive) } }),
      ...(negative === "" ? {} : { negative: insertPhrase(base, negative) }),
    };
    return onChange(words, `${title}: prompt`, {
      ...(positive === "" ? {} : { fragments: { [slot]: was } }),
      ...(negative === "" ? {} : { negative: now.negative }),
    });
  };
  return (
    <div ref={ref} className="grid gap-5">
      <div className="grid gap-3">
        {promptSlots.map((slot) => (
          <SlotField
            key={slot}
            title={slotWords[slot].title}
            example={slotWords[slot].example}
            value={fragments[slot] ?? ""}
            editable={editable}
            onFocus={() => {
              last.current = slot;
            }}
            onDraft={(text) => draft(slot, text)}
            onSave={(text, was) =>
              onChange({ fragments: { [slot]: text } }, `${slotWords[slot].title} of the prompt`, {
                fragments: { [slot]: was },
              })
            }
          />
        ))}
      </div>
      <NameSwitch character={character} editable={editable} onChange={onChange} />
      <div className="grid gap-3">
        <PromptLine
          label="Prompt"
          text={built.positive}
          counted={seen}
          empty="Nothing yet: give an identity, a feature or one of the five parts."
        />
        {built.warnings.map(({ id, text }) => (
          <Warning key={`${id} ${text}`} text={text} />
        ))}
        <FreeText id={character.id} built={built.positive} triggerWord={triggerWord} counted={seen} />
      </div>
      <Negative character={character} editable={editable} onChange={onChange} built={built.negative} counted={seen} />
      {editable && <Suspense fallback={<div className="h-16" />}>{seen && <Snippets onInsert={insert} />}</Suspense>}
    </div>
  );
}

function Warning({ text }: { text: string }) {
  return (
    <p role="status" className="flex gap-2 text-xs">
      <TriangleAlert aria-hidden className="size-4 shrink-0 stroke-[1.5] text-status-ready" />
      {text}
    </p>
  );
}

/** The name in the prompt, off until somebody decides, with what speaks for and against it (B39). */
function NameSwitch({ character, editable, onChange }: PartProps) {
  const { nameInPrompt, promptName, name } = character;
  const [on, setOn] = useShown(nameInPrompt);
  return (
    <div className="grid max-w-prose gap-2">
      <Switch
        label="Name in the prompt"
        help="A full name steadies a face across pictures. A famous one bends it: the model draws the face it knows."
        checked={on}
        disabled={!editable}
        onChange={({ currentTarget: { checked } }) => {
          setOn(checked);
          void onChange({ nameInPrompt: checked }, "Name in the prompt").then((refusal) => {
            if (refusal !== undefined) setOn(nameInPrompt);
          });
        }}
      />
      {nameInPrompt && (
        <div className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-4">
          <span className="text-muted">As</span>
          <div>
            <TextFact
              label="Name as the prompt writes it"
              value={promptName}
              placeholder={`${name}; a full invented name holds better`}
              editable={editable}
              words={(text) => ({ promptName: text })}
              onChange={onChange}
            />
          </div>
        </div>
      )}
    </div>
  );
}

interface FreeTextProps {
  id: string;
  built: string;
  triggerWord: string | null;
  counted: boolean;
}

/** A prompt of one's own beside the built one, to try words in: kept in this browser, saved nowhere. */
function FreeText({ id, built, triggerWord, counted }: FreeTextProps) {
  const key = `backlot:prompt:${id}`;
  const field = useId();
  const [text, setText] = useState<string | null>(null);
  useEffect(() => setText(localStorage.getItem(key)), [key]);
  const write = (next: string | null) => {
    setText(next);
    if (next === null) localStorage.removeItem(key);
    else localStorage.setItem(key, next);
  };
  if (text === null)
    return (
      <Button variant="quiet" size="sm" className="justify-self-start" onClick={() => write(built)}>
        Try it in free text
      </Button>
    );
  const warning = triggerWarning(text, triggerWord);
  return (
    <div className="grid gap-2 border-l-2 pl-3">
      <div className="flex items-center gap-3">
        <label htmlFor={field} className="text-muted text-xs">
          Free text, kept in this browser only
        </label>
        <Button variant="quiet" size="sm" className="ml-auto" onClick={() => write(null)}>
          Back to the parts
        </Button>
      </div>
      <Textarea
        id={field}
        value={text}
        maxLength={10_000}
        onChange={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={(event) => event.stopPropagation()}
      />
      {warning && <Warning text={warning.text} />}
      <PromptLine label="As a model reads it" text={text} counted={counted} empty="Empty." />
    </div>
  );
}

interface NegativeProps extends PartProps {
  built: string;
  counted: boolean;
}

/** What to avoid: the project's words until the character gets their own, and every must-not. */
function Negative({ character, editable, onChange, built, counted }: NegativeProps) {
  const { negative, projectNegative, name } = character;
  const inherited = projectNegative ?? defaultNegative;
  return (
    <div className="grid gap-2">
      <SlotField
        title="Negative"
        example="What no picture should show"
        value={negative ?? inherited}
        editable={editable}
        onDraft={() => undefined}
        onSave={(text) => onChange({ negative: text === inherited ? null : text }, "Negative", { negative })}
      />
      <p className="text-muted text-xs sm:ml-32">
        {negative === null
          ? `${projectNegative === null ? "The built-in words" : "The project's words"}; written over, they become ${name}’s own.`
          : `${name}’s own words.`}
        {negative !== null && editable && (
          <>
            {" "}
            <button
              type="button"
              className="text-text underline underline-offset-2"
              onClick={() => void onChange({ negative: null }, "Negative")}
            >
              Use the project’s
            </button>
          </>
        )}
      </p>
      <PromptLine label="Negative with every must-not" text={built} counted={counted} empty="Nothing is avoided." />
    </div>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { SliderField } from "@/components/ui/slider-field";
import { parseModelRef } from "@/contract/engine/model-ref";
import type { Params } from "@/contract/passes/active-fields";
import type { LoraUse } from "@/contract/passes/diffusion";
import { holdsWord, insertPhrase } from "@/contract/prompt/join";
import { ModelPicker, nameOf } from "./model-picker";

interface OwnFieldProps {
  title: string;
  value: unknown;
  values: Params;
  /** Several fields at once: a trigger word goes into the prompt. */
  onChange: (change: Params) => void;
}

const usesOf = (value: unknown): LoraUse[] => (Array.isArray(value) ? (value as LoraUse[]) : []);

/** LoRAs of the whole picture: the file, its weight, and whose it is, so that the trigger word is not forgotten. */
export function LorasField({ title, value, values, onChange }: OwnFieldProps) {
  const uses = usesOf(value);
  const base = typeof values.model === "string" ? values.model : "";
  const put = (next: LoraUse[]) => onChange({ loras: next });
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium text-sm">{title}</legend>
      {uses.map((use, n) => (
        <LoraRow
          key={n}
          use={use}
          base={base}
          prompt={typeof values.prompt === "string" ? values.prompt : ""}
          onChange={(changed) => put(uses.map((one, index) => (index === n ? changed : one)))}
          onRemove={() => put(uses.filter((_, index) => index !== n))}
          onPrompt={(prompt) => onChange({ prompt })}
        />
      ))}
      {uses.some(({ file }) => file === "") ? null : (
        <Button
          size="sm"
          variant="quiet"
          icon={<Plus />}
          className="justify-self-start"
          onClick={() => put([...uses, { file: "", weight: 1 }])}
        >
          Add a LoRA
        </Button>
      )}
    </fieldset>
  );
}

interface LoraRowProps {
  use: LoraUse;
  base: string;
  prompt: string;
  onChange: (use: LoraUse) => void;
  onRemove: () => void;
  onPrompt: (prompt: string) => void;
}

function LoraRow({ use, base, prompt, onChange, onRemove, onPrompt }: LoraRowProps) {
  const { id: projectId } = useProject();
  const trpc = useTRPC();
  const { data: characters = [] } = useQuery(trpc.characters.list.queryOptions({ projectId }));
  const name = use.file === "" ? "New LoRA" : nameOf(parseModelRef(use.file).file);
  const whose = characters.find(({ id }) => id === use.characterId);
  const trigger = whose?.triggerWord ?? null;
  const lacks = trigger !== null && !holdsWord(prompt, trigger);
  return (
    <div className="grid gap-2 rounded-control border p-2">
      <div className="flex items-center gap-1">
        <div className="min-w-0 flex-1">
          <ModelPicker
            label="LoRA"
            kind="lora"
            value={use.file}
            empty={null}
            base={base}
            onChange={(file) => onChange({ ...use, file })}
          />
        </div>
        <IconButton label={`Take out ${name}`} icon={<X />} onClick={onRemove} />
      </div>
      <SliderField
        label={`Weight of ${name}`}
        value={use.weight}
        min={-1}
        max={2}
        step={0.05}
        defaultValue={1}
        onChange={(weight) => onChange({ ...use, weight })}
      />
      <Field label="Whose" optional>
        {(control) => (
          <Select
            {...control}
            value={use.characterId ?? ""}
            options={[
              { value: "", label: "Nobody's: a style, a thing" },
              ...characters.map(({ id, name, triggerWord }) => ({
                value: id,
                label: triggerWord === null ? name : `${name} · ${triggerWord}`,
              })),
            ]}
            onChange={({ currentTarget }) => {
              const { characterId: _, ...rest } = use;
              onChange(currentTarget.value === "" ? rest : { ...rest, characterId: currentTarget.value });
            }}
          />
        )}
      </Field>
      {lacks && (
        <p className="flex flex-wrap items-center gap-2 text-xs">
          <span className="min-w-0 flex-1">
            The prompt lacks <span className="code">{trigger}</span>: without it this LoRA is not called.
          </span>
          <Button size="sm" onClick={() => onPrompt(insertPhrase(prompt, trigger))}>
            Insert {trigger}
          </Button>
        </p>
      )}
    </div>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { Thumb } from "@/components/media/thumb";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Textarea } from "@/components/ui/textarea";
import { parseModelRef } from "@/contract/engine/model-ref";
import type { Params } from "@/contract/passes/active-fields";
import type { Region } from "@/contract/passes/diffusion";
import { holdsWord, insertPhrase } from "@/contract/prompt/join";
import { nameOf } from "./model-picker";
import { SmallNumber } from "./small-number";

interface RegionsFieldProps {
  title: string;
  value: unknown;
  onChange: (change: Params) => void;
}

/** What a form holds for regions; anything else is none. */
export const regionsOf = (value: unknown): readonly Region[] => (Array.isArray(value) ? (value as Region[]) : []);

/** The regions of a recipe, front to back: whose, its words, its LoRAs, its references. Their masks stay as they were painted. */
export function RegionsField({ title, value, onChange }: RegionsFieldProps) {
  const regions = regionsOf(value);
  const put = (at: number, change: Partial<Region> | null) =>
    onChange({
      regions: regions.flatMap((one, n) => (n !== at ? [one] : change === null ? [] : [{ ...one, ...change }])),
    });
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium text-sm">{title}</legend>
      {regions.map((region, at) => (
        // A mask belongs to one region, whatever is taken out around it.
        <RegionRow key={region.mask} region={region} onChange={(change) => put(at, change)} />
      ))}
    </fieldset>
  );
}

function RegionRow({ region, onChange }: { region: Region; onChange: (change: Partial<Region> | null) => void }) {
  const { id: projectId } = useProject();
  const trpc = useTRPC();
  const { data: people = [] } = useQuery(trpc.characters.list.queryOptions({ projectId }));
  const { name, prompt, identity } = region;
  // Older recipes may lack what came later.
  const loras = region.loras ?? [];
  const pictures = identity?.pictures ?? [];
  const whose = people.find(({ id }) => id === region.characterId);
  const trigger = whose?.triggerWord ?? null;
  const lacks = trigger !== null && !holdsWord(prompt ?? "", trigger);
  return (
    <div className="grid gap-2 rounded-control border p-2">
      <div className="flex items-center gap-2">
        {whose?.picture && (
          <span aria-hidden className="size-6 shrink-0 overflow-hidden rounded-full">
            <Thumb media={whose.picture} alt="" ratio={1} sizes="24px" className="rounded-none" />
          </span>
        )}
        <span className="min-w-0 flex-1 truncate font-medium text-sm">{name}</span>
        <IconButton label={`Leave ${name} out`} icon={<X />} onClick={() => onChange(null)} />
      </div>
      <Field label={`Prompt of ${name}`} optional>
        {(control) => (
          <Textarea
            {...control}
            value={prompt ?? ""}
            maxLength={4000}
            onChange={(event) => onChange({ prompt: event.currentTarget.value })}
          />
        )}
      </Field>
      {lacks && (
        <p className="flex flex-wrap items-center gap-2 text-xs">
          <span className="min-w-0 flex-1">
            It lacks <span className="code">{trigger}</span>: without it the LoRA is not called.
          </span>
          <Button size="sm" onClick={() => onChange({ prompt: insertPhrase(prompt ?? "", trigger) })}>
            Insert {trigger}
          </Button>
        </p>
      )}
      <div className="flex gap-1.5">
        {loras.map((use, n) => (
          <SmallNumber
            key={use.file}
            label={`LoRA ${nameOf(parseModelRef(use.file).file)}`}
            value={use.weight}
            min={-4}
            max={4}
            step={0.05}
            onChange={(weight) => onChange({ loras: loras.map((one, at) => (at === n ? { ...one, weight } : one)) })}
          />
        ))}
        <SmallNumber
          label="Strength"
          value={region.strength ?? 1}
          min={0}
          max={2}
          step={0.05}
          onChange={(strength) => onChange({ strength })}
        />
        <SmallNumber
          label="Feather px"
          value={region.feather ?? 16}
          min={0}
          max={256}
          onChange={(feather) => onChange({ feather })}
        />
        {pictures.length > 0 && (
          <SmallNumber
            label={pictures.length === 1 ? "Reference" : `${pictures.length} references`}
            value={identity.weight}
            min={0}
            max={2}
            step={0.05}
            onChange={(weight) => onChange({ identity: { ...identity, weight } })}
          />
        )}
      </div>
    </div>
  );
}

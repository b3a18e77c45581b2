"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Thumb } from "@/components/media/thumb";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SliderField } from "@/components/ui/slider-field";
import { Textarea } from "@/components/ui/textarea";
import { blendModes } from "@/contract/mask/layer-kinds";
import { usualIdentityWeight } from "@/contract/passes/identity";
import { colourOf, kindWords, type Layer } from "./layer-words";
import type { LayerActs } from "./use-layer-acts";

interface LayerDialogProps {
  layer: Layer;
  acts: LayerActs;
  projectId: string;
  onClose: () => void;
}

/** Name and colour of a layer; of a region also whose it is and what a regional pass says inside it. */
export function LayerDialog({ layer, acts, projectId, onClose }: LayerDialogProps) {
  const form = useId();
  const [colour, setColour] = useState(colourOf(layer));
  const [owner, setOwner] = useState(layer.region?.background ? "background" : (layer.characterId ?? ""));
  const [prompt, setPrompt] = useState(layer.region?.prompt ?? "");
  const [loraWeight, setLoraWeight] = useState(layer.region?.loraWeight ?? 0.8);
  const [referenceWeight, setReferenceWeight] = useState(layer.region?.referenceWeight ?? usualIdentityWeight);
  const [blend, setBlend] = useState(layer.blend);
  const [opacity, setOpacity] = useState(layer.opacity);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    setBusy(true);
    try {
      await acts.settle(
        layer,
        {
          name,
          ...(colour === colourOf(layer) ? {} : { colour }),
          ...(layer.kind === "picture" && { blend, opacity }),
          ...(layer.kind === "region" && {
            characterId: owner === "" || owner === "background" ? null : owner,
            region: {
              ...{ prompt, loraWeight, background: owner === "background" },
              ...((layer.reference || layer.region?.referenceWeight !== undefined) && { referenceWeight }),
            },
          }),
        },
        `Changed ${name}`,
      );
      onClose();
    } catch {
      setBusy(false); // said already
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${kindWords[layer.kind]} settings`}
      size="sm"
      footer={
        <Button type="submit" form={form} variant="primary" busy={busy}>
          Save
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        <Field label="Name">
          {(control) => <Input {...control} name="name" defaultValue={layer.name} maxLength={120} required />}
        </Field>
        {layer.kind === "region" && (
          <RegionFields
            {...{ projectId, owner, prompt, loraWeight }}
            onOwner={setOwner}
            onPrompt={setPrompt}
            onWeight={setLoraWeight}
          />
        )}
        {layer.reference && (
          <div className="grid grid-cols-[72px_minmax(0,1fr)] items-start gap-3">
            <Thumb media={layer.reference} alt={`Reference of ${layer.name}`} ratio={1} sizes="72px" />
            <SliderField
              label="Reference weight"
              help="How closely a pass keeps to this picture in here. 0 leaves it out; 0.3 to 0.8 is usual."
              value={referenceWeight}
              min={0}
              max={1}
              step={0.05}
              defaultValue={usualIdentityWeight}
              onChange={setReferenceWeight}
            />
          </div>
        )}
        {layer.kind === "picture" && (
          <>
            <Field label="Blend">
              {(control) => (
                <Select
                  {...control}
                  value={blend}
                  options={blendModes.map((value) => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }))}
                  onChange={(event) =>
                    setBlend(blendModes.find((one) => one === event.currentTarget.value) ?? "normal")
                  }
                />
              )}
            </Field>
            <SliderField
              label="Opacity"
              unit="%"
              value={opacity}
              min={0}
              max={100}
              step={1}
              defaultValue={100}
              onChange={setOpacity}
            />
          </>
        )}
        <Field label="Colour on the picture">
          {(control) => (
            <input
              {...control}
              type="color"
              value={colour}
              onChange={(event) => setColour(event.currentTarget.value)}
              className="h-8 w-16 rounded-control border border-edge bg-well p-0.5"
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}

interface RegionFieldsProps {
  projectId: string;
  owner: string;
  prompt: string;
  loraWeight: number;
  onOwner: (owner: string) => void;
  onPrompt: (prompt: string) => void;
  onWeight: (weight: number) => void;
}

function RegionFields({ projectId, owner, prompt, loraWeight, onOwner, onPrompt, onWeight }: RegionFieldsProps) {
  const trpc = useTRPC();
  const { data: people } = useQuery(trpc.characters.list.queryOptions({ projectId }));
  const trigger = people?.find(({ id }) => id === owner)?.triggerWord;
  const spoken = trigger && prompt.toLowerCase().includes(trigger.toLowerCase());
  return (
    <>
      <Field label="Whose part of the picture">
        {(control) => (
          <Select
            {...control}
            value={owner}
            options={[
              { value: "", label: "Nobody yet" },
              { value: "background", label: "Background" },
              ...(people ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) => onOwner(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field
        label="Prompt"
        optional
        help={
          !trigger
            ? "What a regional pass paints here"
            : spoken
              ? "The character's trigger is in it"
              : `A pass puts the trigger ${trigger} in front`
        }
      >
        {(control) => (
          <Textarea
            {...control}
            value={prompt}
            maxLength={2000}
            onChange={(event) => onPrompt(event.currentTarget.value)}
          />
        )}
      </Field>
      {trigger && !spoken && (
        <Button
          size="sm"
          className="justify-self-start"
          onClick={() => onPrompt(prompt.trim() === "" ? trigger : `${trigger}, ${prompt.trim()}`)}
        >
          Insert the trigger
        </Button>
      )}
      <SliderField
        label="LoRA weight"
        help="How strongly the character's LoRA speaks in here."
        value={loraWeight}
        min={0}
        max={2}
        step={0.05}
        defaultValue={0.8}
        onChange={onWeight}
      />
    </>
  );
}

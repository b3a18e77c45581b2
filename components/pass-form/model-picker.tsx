"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronsUpDown, TriangleAlert } from "lucide-react";
import { useMemo, useState } from "react";
import { useTRPC } from "@/components/trpc";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { modelRef, parseModelRef } from "@/contract/engine/model-ref";
import { familyTitles, type ModelRole } from "@/contract/engine/report";
import { modelsInRole, studioModel } from "@/contract/recipe/models-of";
import type { StudioModel } from "@/contract/recipe/use/find-model";

/** Model files of the team's nodes; empty while they are asked for, or when no node told any. */
export function useModels(): readonly StudioModel[] {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.recipes.models.queryOptions(undefined, { staleTime: 30_000 }));
  return data ?? none;
}
const none: readonly StudioModel[] = [];

interface ModelPickerProps {
  label: string;
  kind: ModelRole;
  value: string;
  onChange: (ref: string) => void;
  /** What an empty value means; null: a model must be named. */
  empty: string | null;
  /** The base model's reference: files of another family are not offered. */
  base?: string;
}

/** Model files that nodes really have, to be searched; each with its family and whose it is. What does not fit says why. */
export function ModelPicker({ label, kind, value, onChange, empty, base }: ModelPickerProps) {
  const models = useModels();
  const chosen = value === "" ? undefined : studioModel(kind, value, models);
  const { file } = parseModelRef(value);
  return (
    <Popover
      label={label}
      className="w-84 p-1.5"
      trigger={(attributes) => (
        <button
          type="button"
          {...attributes}
          className="flex h-8 w-full min-w-0 items-center gap-2 rounded-control border border-edge bg-well pr-2 pl-2.5 text-left text-sm hover:border-control pointer-coarse:h-11"
        >
          <span className={cx("min-w-0 flex-1 truncate", value === "" && "text-muted")}>
            <span className="sr-only">{label}: </span>
            {value === "" ? (empty ?? "Choose…") : nameOf(file)}
          </span>
          {value !== "" && models.length > 0 && !chosen && <Badge>on no node</Badge>}
          {chosen?.family && <Badge>{familyTitles[chosen.family]}</Badge>}
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 stroke-[1.5] text-muted" />
        </button>
      )}
    >
      {(close) => (
        <Choices
          {...{ label, kind, value, models, empty }}
          base={base === undefined || base === "" ? undefined : studioModel("checkpoint", base, models)}
          onChoose={(ref) => {
            onChange(ref);
            close();
          }}
        />
      )}
    </Popover>
  );
}

interface ChoicesProps {
  label: string;
  kind: ModelRole;
  value: string;
  models: readonly StudioModel[];
  empty: string | null;
  base: StudioModel | undefined;
  onChoose: (ref: string) => void;
}

function Choices({ label, kind, value, models, empty, base, onChoose }: ChoicesProps) {
  const [text, setText] = useState("");
  const found = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return modelsInRole(kind, models).filter((model) => {
      const said =
        `${model.file} ${model.family ? familyTitles[model.family] : ""} ${model.nodes.join(" ")}`.toLowerCase();
      return words.every((word) => said.includes(word));
    });
  }, [text, kind, models]);
  return (
    <div className="grid gap-1.5">
      <Input
        aria-label={`Search: ${label}`}
        placeholder="Name, family or node"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.stopPropagation()}
      />
      <div className="grid max-h-80 gap-px overflow-y-auto">
        {empty !== null && text === "" && <Choice title={empty} chosen={value === ""} onChoose={() => onChoose("")} />}
        {found.map((model) => (
          <Choice
            key={`${model.role}${modelRef(model)}`}
            title={nameOf(model.file)}
            under={model.file.includes("/") || model.file.includes("\\") ? model.file : undefined}
            badge={model.family ? familyTitles[model.family] : undefined}
            whose={model.nodes.join(", ")}
            refused={refusal(model, base)}
            chosen={modelRef(model) === value}
            onChoose={() => onChoose(modelRef(model))}
          />
        ))}
        {found.length === 0 && (
          <p className="px-2 py-1.5 text-muted text-xs">
            {models.length === 0
              ? "No node has told its models yet. A job then takes the first one that fits."
              : text === ""
                ? "No node has such a file."
                : "No file of that name."}
          </p>
        )}
        {text.trim() !== "" && (
          <Choice
            title={`Name it “${text.trim()}”`}
            under="A job waits until a node has it"
            onChoose={() => onChoose(text.trim())}
          />
        )}
      </div>
    </div>
  );
}

/** Why a file cannot be chosen, in words. */
const refusal = (model: StudioModel, base: StudioModel | undefined): string | undefined => {
  if (model.unusable !== null) return `Cannot be used: ${model.unusable}.`;
  if (base?.family && model.family && model.family !== base.family && model.role !== "upscaler" && model !== base)
    return `For ${familyTitles[model.family]}; ${nameOf(base.file)} is ${familyTitles[base.family]}.`;
  return undefined;
};

interface ChoiceProps {
  title: string;
  under?: string | undefined;
  badge?: string | undefined;
  whose?: string | undefined;
  refused?: string | undefined;
  chosen?: boolean;
  onChoose: () => void;
}

function Choice({ title, under, badge, whose, refused, chosen = false, onChoose }: ChoiceProps) {
  return (
    <button
      type="button"
      aria-current={chosen || undefined}
      aria-disabled={refused === undefined ? undefined : true}
      onClick={refused === undefined ? onChoose : undefined}
      className={cx(
        "grid w-full gap-0.5 rounded-control px-2 py-1.5 text-left",
        refused === undefined ? "hover:bg-hover active:bg-press" : "cursor-default",
        chosen && "bg-selected",
      )}
    >
      <span className="flex min-w-0 items-center gap-2">
        <span className={cx("min-w-0 flex-1 truncate text-sm", refused !== undefined && "text-muted")}>{title}</span>
        {badge !== undefined && <Badge>{badge}</Badge>}
      </span>
      {(under !== undefined || whose !== undefined) && (
        <span className="truncate text-muted text-xs">
          {[whose && `On ${whose}`, under].filter(Boolean).join(" · ")}
        </span>
      )}
      {refused !== undefined && (
        <span className="flex items-center gap-1 text-muted text-xs">
          <TriangleAlert aria-hidden className="size-3.5 shrink-0 stroke-[1.5]" />
          {refused}
        </span>
      )}
    </button>
  );
}

/** "sdxl/juggernautXL.safetensors" → "juggernautXL" */
export const nameOf = (file: string): string =>
  (file.split(/[\\/]/).at(-1) ?? file).replace(/\.(safetensors|ckpt|pt|pth|bin|sft|gguf)$/i, "");

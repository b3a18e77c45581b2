"use client";

import { useQuery } from "@tanstack/react-query";
import { UserRound } from "lucide-react";
import { useEffect } from "react";
import { type Statuses, useStatuses } from "@/components/statuses/statuses";
import { useProject } from "@/components/studio/project";
import { useViewer } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Avatar } from "@/components/ui/avatar";
import type { Box } from "@/components/ui/place";
import { StatusDot } from "@/components/ui/status-dot";
import type { Column } from "@/contract/script/columns";
import { castText, fieldValue, placeText, readCast } from "@/contract/script/fields";
import type { TableShot } from "@/contract/script/table-shot";
import { statusChoices, type TableChoices } from "./cell-choices";
import { type Choice, ChoiceList } from "./choice-list";
import { isTaskColumn } from "./grid-cell";
import type { ShotStore } from "./shot-store";

interface CellPickerProps {
  store: ShotStore;
  shot: TableShot;
  column: Column;
  anchor: Box;
  start: string | undefined;
  onSet: (value: string) => void;
  onSequence: (code: string) => void;
  onClose: (back: boolean) => void;
}

/** The list that opens on a cell that is chosen rather than typed: status, cast, environment, assignee, sequence. */
export function CellPicker({ store, shot, column, anchor, start, onSet, onSequence, onClose }: CellPickerProps) {
  const { choices, rules, me } = useChoices(store);
  const field = column.field;
  const value = field ? fieldValue(shot, field, store.index.defaultStatus) : shot.sequence;
  const options = optionsOf(column, value, choices, rules, me);
  const choose = (chosen: string) => {
    if (column.id === "sequence") onSequence(chosen);
    else if (column.id === "cast") {
      const now = readCast(store.value(shot.id, "cast"));
      onSet(castText(now.includes(chosen) ? now.filter((id) => id !== chosen) : [...now, chosen]));
    } else onSet(chosen);
  };
  return (
    <ChoiceList
      label={`${column.label} of ${shot.code}`}
      {...{ anchor, choices: options, start, onClose }}
      several={column.id === "cast"}
      onChoose={choose}
    />
  );
}

/** What cells can be set to, for a picker or the bar of selected shots. Names learnt here are told to the table. */
export function useChoices(store: ShotStore) {
  const trpc = useTRPC();
  const viewer = useViewer();
  const { id: projectId } = useProject();
  const { data: choices } = useQuery(trpc.script.choices.queryOptions({ projectId }));
  const rules = useStatuses();
  useEffect(() => {
    if (choices) store.addWords(choices);
  }, [choices, store]);
  return { choices, rules, me: viewer.userId };
}

const none = (label: string, value: string): Choice => ({ value: "", label, checked: value === "" });

function optionsOf(
  column: Column,
  value: string,
  choices: TableChoices | undefined,
  rules: Statuses,
  me: string,
): Choice[] {
  if (column.id === "status" || isTaskColumn(column.id))
    return statusChoices(rules, [value]).map(({ row, blocked, checked }) => ({
      ...{
        value: row.code,
        label: row.name,
        detail: row.code,
        checked,
        blocked,
        icon: <StatusDot {...rules.mark(row.code)} />,
      },
    }));
  if (!choices) return [];
  switch (column.id) {
    case "cast": {
      const now = new Set(readCast(value));
      return choices.characters.map(({ id, name, code }) => ({
        ...{ value: id, label: name, detail: code, checked: now.has(id) },
      }));
    }
    case "place":
      return [
        none("No environment", value),
        ...choices.environments.flatMap(({ id, name }) => [
          { value: placeText(id, null), label: name, checked: value === placeText(id, null) },
          ...choices.states
            .filter(({ environmentId }) => environmentId === id)
            .map((state) => ({
              value: placeText(id, state.id),
              label: state.name,
              detail: name,
              inset: true,
              checked: value === placeText(id, state.id),
            })),
        ]),
      ];
    case "assignee":
      return peopleChoices(choices, value, me);
    case "sequence":
      return choices.sequences.map(({ code }) => ({ value: code, label: code, checked: code === value }));
    default:
      return [];
  }
}

export const peopleChoices = (choices: TableChoices, value: string | undefined, me: string): Choice[] => [
  { value: "", label: "Nobody", checked: value === "", icon: <UserRound className="stroke-[1.5] text-muted" /> },
  ...[...choices.people]
    .sort((a, b) => Number(b.id === me) - Number(a.id === me))
    .map(({ id, name }) => ({
      value: id,
      label: name,
      detail: id === me ? "You" : undefined,
      checked: value === id,
      icon: <Avatar name={name} size={20} />,
    })),
];

"use client";

import {
  Archive,
  ArrowRightLeft,
  CalendarDays,
  Copy,
  FileUp,
  Hash,
  ListPlus,
  ListVideo,
  MoreHorizontal,
  Play,
  UserRound,
  X,
} from "lucide-react";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import type { MenuItem } from "@/components/ui/menu-list";
import type { Box } from "@/components/ui/place";
import { StatusDot } from "@/components/ui/status-dot";
import { tip } from "@/components/ui/tip";
import type { CellContext } from "@/contract/script/cells";
import { addDays, dayText } from "@/contract/script/days";
import { type CellEdit, type ShotField, taskField } from "@/contract/script/fields";
import { readDay } from "@/contract/script/read-day";
import type { TableShot } from "@/contract/script/table-shot";
import { taskTypeIds, taskTypes } from "@/contract/script/task-types";
import { statusChoices } from "./cell-choices";
import { peopleChoices, useChoices } from "./cell-picker";
import { type Choice, ChoiceList } from "./choice-list";
import type { GridCursor } from "./grid-cursor";
import { manyShots } from "./many-shots";
import type { ShotStore } from "./shot-store";
import type { ShotActs } from "./use-shot-acts";

interface SelectionActs {
  onRenumber: (ids: readonly string[]) => void;
  onQueue: (ids: readonly string[]) => void;
  onPlaylist: (ids: readonly string[]) => void;
  onExport: (ids: readonly string[]) => void;
}

interface SelectionBarProps extends SelectionActs {
  store: ShotStore;
  cursor: GridCursor;
  acts: ShotActs;
  context: CellContext;
  editable: boolean;
  mayQueue: boolean;
  /** The address holds the selection. */
  kept: boolean;
}

type Picking = { what: "status" | "assignee" | "due" | "sequence"; field?: ShotField; label: string; box: Box };

/** What can be done with the ticked shots; floats over the foot of the table, so that no row moves. */
export function SelectionBar(props: SelectionBarProps) {
  const { store, cursor, editable, kept } = props;
  const ticked = useSyncExternalStore(
    cursor.watch,
    () => cursor.ticked,
    () => cursor.ticked,
  );
  if (ticked.size === 0) return null;
  const shots = store.all().filter(({ id }) => ticked.has(id));
  return (
    <div
      role="toolbar"
      aria-label="Selected shots"
      className="appear absolute bottom-4 left-1/2 z-30 flex max-w-[calc(100%-16px)] -translate-x-1/2 items-center gap-1 overflow-x-auto rounded-panel bg-raised p-1 pl-3 shadow-float"
    >
      <span className="num mr-2 whitespace-nowrap text-sm">{ticked.size} selected</span>
      {!kept && (
        <span
          className="mr-2 whitespace-nowrap text-muted text-xs"
          {...tip(
            "So many single shots do not fit an address: a reload or a shared link forgets them. Shots in a row fit.",
          )}
        >
          not in the link
        </span>
      )}
      {editable && <Tools {...props} shots={shots} />}
      <IconButton label="Clear the selection" keys="Esc" icon={<X />} onClick={() => cursor.tick(new Set())} />
    </div>
  );
}

function Tools({
  shots,
  store,
  cursor,
  acts,
  context,
  mayQueue,
  onRenumber,
  onQueue,
  onPlaylist,
  onExport,
}: SelectionBarProps & { shots: readonly TableShot[] }) {
  const { choices, rules, me } = useChoices(store);
  const [picking, setPicking] = useState<Picking | null>(null);
  const ids = shots.map(({ id }) => id);
  const many = manyShots(shots.length);
  const set = (field: ShotField, value: string, what: string) => {
    const edits = shots.map(({ id }): CellEdit => ({ shotId: id, field, seen: store.value(id, field), value }));
    void acts.edit(edits, `${what}: ${many}`, true);
  };
  const pick = (picking: Omit<Picking, "box">) => (anchor: HTMLElement) =>
    setPicking({ ...picking, box: anchor.getBoundingClientRect() });
  const statusItems: MenuItem[] = [
    ...taskTypeIds.map((type) => ({ key: type, label: taskTypes[type].label, field: taskField(type) })),
    { key: "shot", label: "The whole shot", field: "status" as const },
  ].map(({ key, label, field }) => ({
    key,
    label,
    onSelect: () => {
      const bar = document.querySelector<HTMLElement>('[role="toolbar"][aria-label="Selected shots"]');
      if (bar) pick({ what: "status", field, label: `${label} of ${many}` })(bar);
    },
  }));
  const more: MenuItem[] = [
    { key: "renumber", label: "Renumber…", icon: <Hash />, onSelect: () => onRenumber(ids) },
    { key: "copy", label: "Duplicate", icon: <Copy />, onSelect: () => void acts.duplicate(ids) },
    {
      ...{ key: "move", label: "Move to a sequence…", icon: <ArrowRightLeft /> },
      onSelect: () => {
        const bar = document.querySelector<HTMLElement>('[role="toolbar"][aria-label="Selected shots"]');
        if (bar) pick({ what: "sequence", label: `Sequence of ${many}` })(bar);
      },
    },
    { key: "playlist", label: "Add to a playlist…", icon: <ListPlus />, onSelect: () => onPlaylist(ids) },
    { key: "export", label: "Export to a file…", icon: <FileUp />, onSelect: () => onExport(ids) },
  ];
  const button = (label: string, icon: ReactNode, picking: Omit<Picking, "box">) => (
    <Button variant="quiet" icon={icon} onClick={(event) => pick(picking)(event.currentTarget)}>
      {label}
    </Button>
  );
  return (
    <>
      <Menu
        label="Status of the selected shots"
        items={statusItems}
        side="top"
        trigger={(attributes) => (
          <Button {...attributes} variant="quiet" icon={<ListVideo />}>
            Status
          </Button>
        )}
      />
      {button("Assign", <UserRound />, { what: "assignee", label: `Assignee of ${many}` })}
      {button("Due", <CalendarDays />, { what: "due", label: `Due day of ${many}` })}
      {mayQueue && (
        <Button variant="quiet" icon={<Play />} onClick={() => onQueue(ids)}>
          Queue a pass
        </Button>
      )}
      <Button
        variant="quiet"
        icon={<Archive />}
        onClick={() => {
          cursor.tick(new Set());
          void acts.archive(ids, `Archived ${many}`);
        }}
      >
        Archive
      </Button>
      <Menu
        label="More with the selected shots"
        items={more}
        side="top"
        align="end"
        trigger={(attributes) => <IconButton {...attributes} label="More" icon={<MoreHorizontal />} />}
      />
      {picking && (
        <ChoiceList
          key={picking.label}
          label={picking.label}
          anchor={picking.box}
          choices={choicesFor(picking, { shots, store, context, me, rules, choices })}
          {...(picking.what === "due" ? { read: (text: string) => dayChoice(text, context.today) } : {})}
          {...(picking.what === "sequence" ? { read: sequenceChoice } : {})}
          onChoose={(value) => {
            if (picking.what === "status" && picking.field) set(picking.field, value, rules.set.of(value).name);
            if (picking.what === "assignee")
              set(
                "assignee",
                value,
                value === "" ? "Unassigned" : `Assigned to ${store.index.personById.get(value)?.name}`,
              );
            if (picking.what === "due")
              set("due", value, value === "" ? "No due day" : `Due ${dayText(value, context.today)}`);
            if (picking.what === "sequence") moveTo(value);
          }}
          onClose={() => setPicking(null)}
        />
      )}
    </>
  );

  function moveTo(sequence: string) {
    const moving = new Set(ids);
    const last = store.all().findLast((shot) => shot.sequence === sequence && !moving.has(shot.id));
    const places = ids.map((shotId, at) => {
      const after = at === 0 ? last?.id : ids[at - 1];
      return { shotId, sequence, ...(after === undefined ? {} : { after }) };
    });
    void acts.place(places, `Moved ${many} to ${sequence}`);
  }
}

const dayChoice = (text: string, today: string): Choice | undefined => {
  const day = readDay(text, today);
  return day === undefined ? undefined : { value: day, label: dayText(day, today), detail: day };
};

const sequenceChoice = (text: string): Choice | undefined => {
  const code = text.toUpperCase();
  return /^[A-Z0-9]+(_[A-Z0-9]+)*$/.test(code) ? { value: code, label: code, detail: "A new sequence" } : undefined;
};

interface ChoicesFor {
  shots: readonly TableShot[];
  store: ShotStore;
  context: CellContext;
  me: string;
  rules: ReturnType<typeof useChoices>["rules"];
  choices: ReturnType<typeof useChoices>["choices"];
}

function choicesFor({ what, field }: Picking, { shots, store, context, me, rules, choices }: ChoicesFor): Choice[] {
  const { today } = context;
  switch (what) {
    case "status": {
      const from = field ? shots.map(({ id }) => store.value(id, field)) : [];
      return statusChoices(rules, from).map(({ row, blocked, checked }) => ({
        ...{ value: row.code, label: row.name, blocked, checked, icon: <StatusDot {...rules.mark(row.code)} /> },
      }));
    }
    case "assignee":
      return choices ? peopleChoices(choices, undefined, me) : [];
    case "sequence":
      return (choices?.sequences ?? []).map(({ code }) => ({ value: code, label: code }));
    case "due":
      return [
        { value: today, label: "Today", detail: dayText(today, today) },
        { value: addDays(today, 1), label: "Tomorrow", detail: dayText(addDays(today, 1), today) },
        { value: addDays(today, 7), label: "In a week", detail: dayText(addDays(today, 7), today) },
        { value: addDays(today, 14), label: "In two weeks", detail: dayText(addDays(today, 14), today) },
        { value: "", label: "No due day" },
      ];
  }
}

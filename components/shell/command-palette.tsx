"use client";

import { Command, defaultFilter } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useState } from "react";
import type { PaletteItem } from "@/components/shell/palette-store";
import { shortcuts } from "@/components/shell/shortcuts";
import { Kbd } from "@/components/ui/kbd";
import { useModal } from "@/components/ui/use-modal";

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Places and acts known beforehand. */
  items: readonly PaletteItem[];
  /** Looks further, e.g. on the server. Called 120 ms after the last key with at least two characters. */
  search?: (query: string, signal: AbortSignal) => Promise<readonly PaletteItem[]>;
}

/** Places, acts of this page (from the shortcut registry) and what `search` finds. Loaded on first use. */
export function CommandPalette({ open, onOpenChange, items, search }: CommandPaletteProps) {
  const modal = useModal(open, onOpenChange);
  return (
    <dialog
      {...modal}
      aria-label="Search and commands"
      className="appear mx-auto mt-[12vh] w-[min(640px,calc(100vw-24px))] overflow-hidden rounded-panel bg-raised shadow-float max-sm:mt-3"
    >
      {open && <Inside items={items} close={() => onOpenChange(false)} {...(search ? { search } : {})} />}
    </dialog>
  );
}

function Inside({ items, search, close }: Pick<CommandPaletteProps, "items" | "search"> & { close: () => void }) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const { found, state } = useFound(query, search);
  const [acts] = useState(pageActs);
  const groups = byGroup([...items, ...acts]);
  const choose = (item: PaletteItem) => {
    close();
    if (item.href !== undefined) router.push(item.href);
    else item.run?.();
  };
  return (
    <Command label="Search and commands" loop filter={byWords} onKeyDown={(event) => closeAgain(event, close)}>
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 stroke-[1.5] text-muted" />
        <Command.Input
          value={query}
          onValueChange={setQuery}
          placeholder="Find a shot, a character, an act…"
          className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-muted"
        />
        <span aria-live="polite" className="text-muted text-xs">
          {state}
        </span>
      </div>
      <Command.List className="max-h-[min(420px,60dvh)] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-8 text-center text-muted">
          {state === "" ? "Nothing by that name. Try a code such as SH0020." : "\u00a0"}
        </Command.Empty>
        {found.length > 0 && <Group heading="Found" items={found} choose={choose} mark={foundMark} />}
        {[...groups].map(([heading, members]) => (
          <Group key={heading} heading={heading} items={members} choose={choose} />
        ))}
      </Command.List>
    </Command>
  );
}

interface GroupProps {
  heading: string;
  items: readonly PaletteItem[];
  choose: (item: PaletteItem) => void;
  /** Put before the ids. */
  mark?: string;
}

function Group({ heading, items, choose, mark = "" }: GroupProps) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
    >
      {items.map((item) => (
        <Command.Item
          key={item.id}
          value={mark + item.id}
          keywords={[item.label, item.hint ?? "", ...(item.keywords ?? [])]}
          onSelect={() => choose(item)}
          className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-control px-2.5 aria-selected:bg-press pointer-coarse:min-h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:stroke-[1.5] [&>svg]:text-muted"
        >
          {item.icon}
          <span className="min-w-0 flex-1 truncate">{item.label}</span>
          {item.hint !== undefined && <span className="truncate text-muted text-xs">{item.hint}</span>}
          {item.keys !== undefined && <Kbd keys={item.keys.split(", ")[0] ?? ""} />}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

const foundMark = "found:";

// The id is no word: match label, hint and keywords only. What `search` found has matched already.
const byWords = (id: string, query: string, words: string[] = []) =>
  id.startsWith(foundMark) ? 1 : defaultFilter(words.join(" "), query, []);

function byGroup(items: readonly PaletteItem[]): Map<string, PaletteItem[]> {
  const groups = new Map<string, PaletteItem[]>();
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return groups;
}

/** Mod+K a second time closes, instead of reaching the browser's own search. */
function closeAgain(event: KeyboardEvent, close: () => void): void {
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  close();
}

/** What can be done on this page now, with its key. */
function pageActs(): PaletteItem[] {
  return shortcuts.list().flatMap((scope) =>
    Object.entries(scope.map)
      .filter(([, act]) => !act.quiet && (act.when?.() ?? true))
      .map(([keys, act]) => ({
        id: `act:${scope.name}:${keys}`,
        label: act.label,
        group: scope.name === "Global" ? "Go and do" : scope.name,
        keys,
        run: () => act.run(noPress),
      })),
  );
}

const noPress = { key: "", code: "", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

function useFound(query: string, search: CommandPaletteProps["search"]) {
  const [found, setFound] = useState<readonly PaletteItem[]>([]);
  const [state, setState] = useState("");
  useEffect(() => {
    const text = query.trim();
    if (!search || text.length < 2) {
      setFound([]);
      setState("");
      return;
    }
    const control = new AbortController();
    setState("Searching");
    const timer = setTimeout(() => {
      search(text, control.signal).then(
        (result) => {
          if (control.signal.aborted) return;
          setFound(result);
          setState("");
        },
        () => {
          if (!control.signal.aborted) setState("Search failed");
        },
      );
    }, 120);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [query, search]);
  return { found, state };
}

"use client";

import { Check } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { Kbd } from "@/components/ui/kbd";
import { Link } from "@/components/ui/link";

export interface MenuAction {
  key: string;
  label: string;
  icon?: ReactNode;
  keys?: string;
  /** Either it does something … */
  onSelect?: () => void;
  /** … or it goes somewhere. */
  href?: string;
  danger?: boolean;
  /** Why it cannot be chosen now; shown under the label. */
  blocked?: string;
  /** Given, the entry is a check mark that is on or off. */
  checked?: boolean;
}

export interface MenuSeparator {
  key: string;
  separator: true;
  /** Heading of the group below the line. */
  label?: string;
}

export type MenuItem = MenuAction | MenuSeparator;

const selector = '[role^="menuitem"]';

export function focusFirst(list: HTMLElement): void {
  list.querySelector<HTMLElement>(selector)?.focus();
}

/** The inside of a menu: arrows, Home, End and first letters move; Enter and Space choose; Tab leaves. */
export function MenuList({ items, close }: { items: readonly MenuItem[]; close: () => void }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the popover around it is the menu; keys bubble up from its entries
    <div className="min-w-44 p-1" onKeyDown={(event) => moveFocus(event, close)} role="presentation">
      {items.map((item) =>
        "separator" in item ? (
          <Separator key={item.key} label={item.label} />
        ) : (
          <Entry key={item.key} item={item} close={close} />
        ),
      )}
    </div>
  );
}

function Separator({ label }: { label: string | undefined }) {
  if (label === undefined) return <hr className="mx-1 my-1" />;
  return <div className="px-2 pt-2 pb-1 text-muted text-xs first:pt-1">{label}</div>;
}

function Entry({ item, close }: { item: MenuAction; close: () => void }) {
  const shared = {
    role: item.checked === undefined ? "menuitem" : "menuitemcheckbox",
    "aria-checked": item.checked,
    "aria-disabled": item.blocked !== undefined || undefined,
    tabIndex: -1,
    className: cx(
      "flex min-h-8 w-full items-center gap-2.5 rounded-control px-2 py-1 text-left text-sm outline-none hover:bg-hover focus:bg-press pointer-coarse:min-h-11",
      item.danger && "text-danger",
      item.blocked !== undefined && "cursor-default text-muted",
      "[&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:stroke-[1.5]",
    ),
    onPointerMove: (event: { currentTarget: HTMLElement }) => event.currentTarget.focus({ preventScroll: true }),
  };
  const inside = (
    <>
      {item.icon}
      <span className="grid flex-1">
        <span>{item.label}</span>
        {item.blocked !== undefined && <span className="max-w-60 text-xs">{item.blocked}</span>}
      </span>
      {item.checked && <Check aria-hidden />}
      {item.keys !== undefined && <Kbd keys={item.keys} />}
    </>
  );
  if (item.href !== undefined && item.blocked === undefined)
    return (
      <Link {...shared} href={item.href} onClick={close}>
        {inside}
      </Link>
    );
  const choose = () => {
    if (item.blocked !== undefined) return;
    close();
    item.onSelect?.();
  };
  return (
    <button type="button" {...shared} onClick={choose}>
      {inside}
    </button>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const at = entries.indexOf(document.activeElement as HTMLElement);
  const last = entries.length - 1;
  const next: Record<string, number> = {
    ArrowDown: at === last ? 0 : at + 1,
    ArrowUp: at <= 0 ? last : at - 1,
    Home: 0,
    End: last,
  };
  let target = next[event.key];
  if (event.key === "Tab") close();
  if (target === undefined && /^\S$/.test(event.key) && !event.ctrlKey && !event.metaKey) {
    const letter = event.key.toLowerCase();
    const found = [...entries.slice(at + 1), ...entries.slice(0, at + 1)].find((entry) =>
      entry.textContent?.trim().toLowerCase().startsWith(letter),
    );
    target = found && entries.indexOf(found);
  }
  if (target === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  entries[target]?.focus();
}

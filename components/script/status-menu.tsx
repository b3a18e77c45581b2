"use client";

import { useStatuses } from "@/components/statuses/statuses";
import { cx } from "@/components/ui/cx";
import { Menu } from "@/components/ui/menu";
import type { MenuAction } from "@/components/ui/menu-list";
import { StatusDot } from "@/components/ui/status-dot";
import { StatusPill } from "@/components/ui/status-pill";
import type { Status } from "@/contract/statuses";

/** The statuses the viewer may set, as entries of a menu. `current` carries the check mark. */
export function useStatusItems(onChoose: (status: Status) => void, current?: Status): MenuAction[] {
  const { set, mark, whyNot } = useStatuses();
  return set.active
    .map(({ code, name }) => ({ code, name, why: whyNot(code, current) }))
    .filter(({ code, why }) => why === undefined || code === current)
    .map(({ code, name }) => ({
      key: code,
      label: name,
      icon: <StatusDot {...mark(code)} />,
      checked: code === current,
      onSelect: () => code !== current && onChoose(code),
    }));
}

interface StatusMenuProps {
  status: Status;
  /** What it is the status of: "SQ010_SH0020". */
  of: string;
  onChange: (status: Status) => void;
  tabIndex?: number;
  className?: string;
}

/** A status pill that opens the list of statuses; plain for those who may set none. */
export function StatusMenu({ status, of, onChange, tabIndex, className }: StatusMenuProps) {
  const items = useStatusItems(onChange, status);
  const { look } = useStatuses();
  const pill = <StatusPill {...look(status)} />;
  if (!items.some(({ checked }) => !checked)) return pill;
  return (
    <Menu
      label={`Status of ${of}`}
      items={items}
      trigger={(attributes) => (
        <button
          type="button"
          {...attributes}
          data-status
          tabIndex={tabIndex}
          aria-label={`${look(status).label}: set the status of ${of}`}
          className={cx(
            "inline-flex max-w-full items-center rounded-full hover:bg-hover pointer-coarse:min-h-11",
            className,
          )}
        >
          {pill}
        </button>
      )}
    />
  );
}

"use client";

import { ChevronDown } from "lucide-react";
import { useCan } from "@/components/studio/viewer";
import { Menu } from "@/components/ui/menu";
import { StatusPill } from "@/components/ui/status-pill";
import { type CharacterStatus, characterStatuses, statusWords } from "./statuses";

interface StatusMenuProps {
  name: string;
  status: CharacterStatus;
  editable: boolean;
  onChange: (status: CharacterStatus) => void;
}

/** The status of a character; pressed, it offers the others and says who may set them. */
export function StatusMenu({ name, status, editable, onChange }: StatusMenuProps) {
  const can = useCan();
  const { label, tone } = statusWords[status];
  const pill = <StatusPill tone={tone} label={label} />;
  if (!editable) return pill;
  const decided = (one: CharacterStatus) => one === "approved" || one === "locked";
  const blockedOf = (one: CharacterStatus): string | undefined => {
    if (one === status) return undefined;
    if ((decided(one) || decided(status)) && !can("approve characters")) return "A supervisor decides this.";
    if (one === "locked" && status !== "approved") return "Approve first.";
    return undefined;
  };
  return (
    <Menu
      label={`Status of ${name}`}
      items={characterStatuses.map((one) => {
        const blocked = blockedOf(one);
        return {
          key: one,
          label: statusWords[one].label,
          checked: one === status,
          onSelect: () => one !== status && onChange(one),
          ...(blocked === undefined ? {} : { blocked }),
        };
      })}
      trigger={(attributes) => (
        <button
          type="button"
          {...attributes}
          aria-label={`Status of ${name}: ${label}`}
          className="inline-flex items-center gap-1 rounded-full hover:bg-hover pointer-coarse:min-h-11"
        >
          {pill}
          <ChevronDown aria-hidden className="size-4 stroke-[1.5] text-muted" />
        </button>
      )}
    />
  );
}

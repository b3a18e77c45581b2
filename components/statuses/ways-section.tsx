"use client";

import { ArrowRight, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { StatusPill } from "@/components/ui/status-pill";
import { type Role, roles } from "@/contract/roles";
import { useStatuses } from "./statuses";
import type { useStatusEdits } from "./use-status-edits";

type Who = Role | "nobody";
const whoWords: Record<Who, string> = {
  client: "Clients and up",
  artist: "Artists and up",
  supervisor: "Supervisors and up",
  manager: "Managers and up",
  owner: "Owners only",
  nobody: "Nobody",
};
const choices: Who[] = [...roles.filter((role) => role !== "client"), "nobody"];

/** Ways between two statuses that only some may go; everything else is open to whoever may set the target. */
export function WaysSection({ edits }: { edits: ReturnType<typeof useStatusEdits> }) {
  const { set, transitions, look } = useStatuses();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [who, setWho] = useState<Who>("supervisor");
  const options = set.active.map(({ code, name }) => ({ value: code, label: name }));
  const blocked =
    from === "" || to === "" ? "Choose both statuses." : from === to ? "Choose two different statuses." : undefined;
  const shown = transitions.filter(({ fromCode, toCode }) => !set.of(fromCode).archived && !set.of(toCode).archived);
  return (
    <Section
      title="Limited ways"
      count={shown.length}
      description="Who may go from one status to another. A way that is not listed is open to everybody who may set the target."
    >
      {shown.length > 0 && (
        <ul className="border-y [&>li+li]:border-t">
          {shown.map(({ fromCode, toCode, role }) => (
            <li key={`${fromCode} ${toCode}`} className="flex min-h-11 flex-wrap items-center gap-3 py-1.5">
              <StatusPill {...look(fromCode)} />
              <ArrowRight aria-label="to" className="size-4 shrink-0 stroke-[1.5] text-muted" />
              <StatusPill {...look(toCode)} />
              <span className="ml-auto text-muted text-xs">{whoWords[role ?? "nobody"]}</span>
              <IconButton
                label={`Open the way from ${look(fromCode).label} to ${look(toCode).label}`}
                icon={<X />}
                onClick={() => void edits.setWay({ fromCode, toCode, who: "anybody" })}
              />
            </li>
          ))}
        </ul>
      )}
      <form
        aria-label="Limit a way"
        className="grid items-end gap-2 sm:grid-cols-[1fr_1fr_1fr_auto]"
        onSubmit={(event) => {
          event.preventDefault();
          if (blocked === undefined) void edits.setWay({ fromCode: from, toCode: to, who });
        }}
      >
        <Select
          aria-label="From"
          placeholder="From"
          options={options}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <Select
          aria-label="To"
          placeholder="To"
          options={options}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Select
          aria-label="Who may"
          options={choices.map((choice) => ({ value: choice, label: whoWords[choice] }))}
          value={who}
          onChange={(event) => setWho(choices.find((choice) => choice === event.currentTarget.value) ?? "supervisor")}
        />
        <Button type="submit" {...(blocked === undefined ? {} : { blocked })}>
          Limit the way
        </Button>
      </form>
    </Section>
  );
}

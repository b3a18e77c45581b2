"use client";

import { Check, ChevronsUpDown } from "lucide-react";
import type { Output } from "@/components/trpc";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import { Popover } from "@/components/ui/popover";
import type { PassForm } from "./describe-pass";
import { groupPasses, groupWords } from "./pass-words";

export type Availability = Output["renders"]["availability"][number];

interface PassPickerProps {
  passes: readonly PassForm[];
  availability: readonly Availability[];
  chosen: PassForm;
  onChoose: (id: string) => void;
}

/** The catalogue by group; what no node can do is greyed and says exactly why. */
export function PassPicker({ passes, availability, chosen, onChoose }: PassPickerProps) {
  const of = (id: string) => availability.find(({ pass }) => pass === id);
  return (
    <Popover
      label="Passes"
      align="end"
      className="max-h-[70dvh] w-84 overflow-y-auto p-1.5"
      trigger={(attributes) => (
        <button
          type="button"
          {...attributes}
          className="flex h-9 w-full items-center gap-2 rounded-control border border-edge bg-well pr-2 pl-3 text-left hover:border-control"
        >
          <span className="min-w-0 flex-1 truncate font-medium">
            <span className="sr-only">Pass: </span>
            {chosen.title}
          </span>
          <StateBadge state={of(chosen.id)?.state} />
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 stroke-[1.5] text-muted" />
        </button>
      )}
    >
      {(close) => (
        <div className="grid gap-2">
          {groupPasses(passes).map((entry) => (
            <section key={entry.group} aria-label={groupWords[entry.group]}>
              <div aria-hidden className="px-2 pt-1.5 pb-0.5 text-muted text-xs">
                {groupWords[entry.group]}
              </div>
              {entry.passes.map((pass) => (
                <Choice
                  key={pass.id}
                  pass={pass}
                  offer={of(pass.id)}
                  chosen={pass.id === chosen.id}
                  onChoose={() => {
                    onChoose(pass.id);
                    close();
                  }}
                />
              ))}
            </section>
          ))}
        </div>
      )}
    </Popover>
  );
}

interface ChoiceProps {
  pass: PassForm;
  offer: Availability | undefined;
  chosen: boolean;
  onChoose: () => void;
}

function Choice({ pass, offer, chosen, onChoose }: ChoiceProps) {
  if (offer?.state === "missing")
    return (
      <div className="grid gap-0.5 px-2 py-1.5">
        <span className="flex items-center gap-2 text-muted">
          <span className="flex-1">{pass.title}</span>
          <StateBadge state="missing" />
        </span>
        <span className="text-muted text-xs">
          {offer.reason}.{" "}
          <Link href="/nodes" className="rounded-control text-accent-text underline underline-offset-2">
            See the nodes
          </Link>
        </span>
      </div>
    );
  return (
    <button
      type="button"
      aria-current={chosen || undefined}
      onClick={onChoose}
      className={cx(
        "grid w-full gap-0.5 rounded-control px-2 py-1.5 text-left hover:bg-hover active:bg-press",
        chosen && "bg-selected",
      )}
    >
      <span className="flex items-center gap-2">
        <span className={cx("flex-1", chosen && "font-medium")}>{pass.title}</span>
        {chosen && <Check aria-hidden className="size-4 stroke-[1.5] text-accent-text" />}
        <StateBadge state={offer?.state} />
      </span>
      <span className="text-pretty text-muted text-xs">{pass.summary}</span>
    </button>
  );
}

function StateBadge({ state }: { state: Availability["state"] | undefined }) {
  if (state === "rough") return <Badge>rough</Badge>;
  if (state === "missing") return <Badge>missing</Badge>;
  return null;
}

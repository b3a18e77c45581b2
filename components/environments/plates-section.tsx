"use client";

import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Section } from "@/components/ui/section";
import type { AddPictures } from "./add-pictures";
import { PlateCard } from "./plate-card";
import type { Edits, PlaceState, Plate } from "./use-environment-edits";

interface PlatesSectionProps {
  plates: readonly Plate[];
  states: readonly PlaceState[];
  heroId: string | undefined;
  edits: Edits | undefined;
  add: AddPictures;
  actions: ReactNode;
  onOpen: (plate: Plate) => void;
  onLook: (plate: Plate) => void;
}

const rows = "grid grid-cols-[repeat(auto-fill,minmax(min(240px,100%),1fr))] gap-x-4 gap-y-5 empty:hidden";

/** Plates as angle × state: a row for each angle, a cell for each state, so that what is missing can be seen. */
export function PlatesSection({ plates, states, heroId, edits, add, actions, onOpen, onLook }: PlatesSectionProps) {
  const angles = [...new Set(plates.map(({ angle }) => angle))].sort((a, b) => Number(a === "") - Number(b === ""));
  const stateOf = ({ stateId }: Plate) => states.find(({ id }) => id === stateId);
  return (
    <Section title="Plates" count={plates.length} actions={actions}>
      {plates.length === 0 && <p className="text-muted">No plates yet.</p>}
      {angles.map((angle) => {
        const here = plates.filter((plate) => plate.angle === angle);
        const loose = here.filter((plate) => stateOf(plate) === undefined);
        // An angle that was named shows which states it lacks; loose plates make no promise.
        const promised = angle !== "" || loose.length < here.length;
        const card = (plate: Plate) => (
          <PlateCard
            key={plate.id}
            plate={plate}
            hero={plate.picture.id === heroId}
            edits={edits}
            onOpen={onOpen}
            onLook={onLook}
          />
        );
        return (
          <section key={angle} aria-label={angle || "No angle named"} className="grid gap-3 border-t pt-3">
            <h3 className="text-sm">{angle || <span className="font-normal text-muted">No angle named</span>}</h3>
            <ul className={rows}>
              {promised &&
                states.map((state) => {
                  const shown = here.filter((plate) => plate.stateId === state.id);
                  if (shown.length === 0 && !edits) return null;
                  return (
                    <li key={state.id} className="grid min-w-0 content-start gap-1.5">
                      <Swatch name={state.name} colour={state.colour} />
                      {shown.map(card)}
                      {shown.length === 0 && <Missing state={state} angle={angle} add={add} />}
                    </li>
                  );
                })}
            </ul>
            {loose.length > 0 && (
              <ul aria-label="Without a state" className={rows}>
                {loose.map((plate) => (
                  <li key={plate.id} className="grid min-w-0 content-start gap-1.5">
                    <Swatch name={plate.state || "No state named"} colour="" />
                    {card(plate)}
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </Section>
  );
}

function Swatch({ name, colour }: { name: string; colour: string }) {
  return (
    <span className="flex min-h-4 items-center gap-1.5 text-muted text-xs">
      {colour !== "" && (
        <span aria-hidden className="size-2 rounded-full outline-1 outline-edge" style={{ background: colour }} />
      )}
      {name}
    </span>
  );
}

/** An empty place of the table: pressing it brings the plate that belongs there. */
function Missing({ state, angle, add }: { state: PlaceState; angle: string; add: AddPictures }) {
  return (
    <button
      type="button"
      onClick={() => add.choose({ role: "plate", stateId: state.id, angle })}
      className="grid aspect-video place-items-center rounded-picture border border-edge border-dashed text-muted hover:bg-hover hover:text-text"
    >
      <span className="inline-flex items-center gap-1.5">
        <Plus aria-hidden className="size-4 stroke-[1.5]" />
        Add {state.name}
        <span className="sr-only"> for {angle || "no angle named"}</span>
      </span>
    </button>
  );
}

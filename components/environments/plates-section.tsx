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

const noState = "";

/** Plates as angle × state: a row for each angle, a cell for each state, so that what is missing can be seen. */
export function PlatesSection({ plates, states, heroId, edits, add, actions, onOpen, onLook }: PlatesSectionProps) {
  const angles = [...new Set(plates.map(({ angle }) => angle))].sort((a, b) => Number(a === "") - Number(b === ""));
  const known = new Set(states.map(({ id }) => id));
  const columnOf = ({ stateId }: Plate) => (stateId !== null && known.has(stateId) ? stateId : noState);
  const loose = plates.some((plate) => columnOf(plate) === noState);
  const columns = [
    ...states.map(({ id, name, colour }) => ({ id, name, colour })),
    ...(loose || states.length === 0 ? [{ id: noState, name: "No state named", colour: "" }] : []),
  ];
  return (
    <Section title="Plates" count={plates.length} actions={actions}>
      {plates.length === 0 && <p className="text-muted">No plates yet.</p>}
      {angles.map((angle) => (
        <section key={angle} aria-label={angle || "No angle named"} className="grid gap-2 border-t pt-3">
          <h3 className="text-sm">{angle || <span className="font-normal text-muted">No angle named</span>}</h3>
          <ul
            className="grid gap-x-4 gap-y-5 max-sm:grid-cols-1!"
            style={{
              gridTemplateColumns: `repeat(auto-fill, minmax(min(${states.length > 2 ? 220 : 280}px, 100%), 1fr))`,
            }}
          >
            {columns.map(({ id, name, colour }) => {
              const here = plates.filter((plate) => plate.angle === angle && columnOf(plate) === id);
              if (here.length === 0 && (!edits || id === noState)) return null;
              return (
                <li key={id} className="grid min-w-0 content-start gap-1.5">
                  <span className="flex items-center gap-1.5 text-muted text-xs">
                    {colour !== "" && (
                      <span
                        aria-hidden
                        className="size-2 rounded-full outline-1 outline-edge"
                        style={{ background: colour }}
                      />
                    )}
                    {name}
                  </span>
                  {here.map((plate) => (
                    <PlateCard
                      key={plate.id}
                      plate={plate}
                      hero={plate.picture.id === heroId}
                      edits={edits}
                      onOpen={onOpen}
                      onLook={onLook}
                    />
                  ))}
                  {here.length === 0 && (
                    <button
                      type="button"
                      onClick={() => add.choose({ role: "plate", stateId: id, angle })}
                      className="grid aspect-video place-items-center rounded-picture border border-edge border-dashed text-muted hover:bg-hover hover:text-text"
                    >
                      <span className="inline-flex items-center gap-1.5">
                        <Plus aria-hidden className="size-4 stroke-[1.5]" />
                        Add {name}
                        <span className="sr-only"> for {angle || "no angle named"}</span>
                      </span>
                    </button>
                  )}
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </Section>
  );
}

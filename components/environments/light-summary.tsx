"use client";

import { Sun } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { Edits, PlaceState } from "./use-environment-edits";

interface LightSummaryProps {
  state: PlaceState;
  edits: Edits | undefined;
  busy?: boolean;
  onEdit: () => void;
  /** Fetches the panel's code while the pointer comes near. */
  onNear?: () => void;
}

/** The light in words, until somebody wants to see or turn it. */
export function LightSummary({ state, edits, busy = false, onEdit, onNear }: LightSummaryProps) {
  return (
    <Section title={`Light of ${state.name}`}>
      <p className="text-pretty">{state.words}</p>
      <p className="num text-muted text-xs">
        Azimuth {Math.round(state.azimuth)}°, elevation {Math.round(state.elevation)}°, intensity{" "}
        {Math.round(state.intensity * 100) / 100}
        {state.flicker.length > 1 && ", flickers"}
      </p>
      <Button
        size="sm"
        keys="L"
        busy={busy}
        icon={<Sun />}
        onClick={onEdit}
        onPointerEnter={onNear}
        className="justify-self-start"
      >
        {edits ? "Edit the light" : "See the light"}
      </Button>
    </Section>
  );
}

"use client";

import { ShotList } from "@/components/characters/shot-list";
import { useProject } from "@/components/studio/project";
import { Section } from "@/components/ui/section";
import { moveWarnings } from "@/contract/environment/camera-move";
import type { FrameSize } from "@/contract/frame-size";
import type { Environment } from "./use-environment-edits";

/** Where the place is used, and where a camera move asks more of it than it can give. */
export function ShotsHere({ environment }: { environment: Environment }) {
  const { name, shots } = environment;
  const { href, frame } = useProject();
  const warnings = new Map(shots.map((shot) => [shot.id, warningsOf(environment, shot, frame)]));
  return (
    <Section
      title={
        shots.length === 0
          ? "Shots set here"
          : shots.length === 1
            ? "1 shot is set here"
            : `${shots.length} shots are set here`
      }
    >
      {shots.length > 0 ? (
        <ShotList href={href} shots={shots} notes={(id) => warnings.get(id) ?? []} />
      ) : (
        <p className="text-muted">No shot is set in {name} yet.</p>
      )}
    </Section>
  );
}

/** What the place cannot give a shot's camera move, judged by the largest plate of its state. */
const warningsOf = (
  { kind, plates }: Environment,
  { move, stateId }: Environment["shots"][number],
  output: FrameSize,
): string[] => {
  const flat = plates.filter(({ role }) => role === "plate");
  const ofState = flat.filter((plate) => plate.stateId === stateId);
  const [largest] = (ofState.length > 0 ? ofState : flat)
    .map(({ picture }) => picture)
    .toSorted((a, b) => b.width * b.height - a.width * a.height);
  return moveWarnings({ kind, move, plate: largest ?? null, output });
};

"use client";

import { ShotList } from "@/components/characters/shot-list";
import { useProject } from "@/components/studio/project";
import { Section } from "@/components/ui/section";
import type { Environment } from "./use-environment-edits";

/** Where the place is used. */
export function ShotsHere({ environment: { name, shots } }: { environment: Environment }) {
  const { href } = useProject();
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
        <ShotList href={href} shots={shots} />
      ) : (
        <p className="text-muted">No shot is set in {name} yet.</p>
      )}
    </Section>
  );
}

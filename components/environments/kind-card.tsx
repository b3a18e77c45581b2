"use client";

import { CircleHelp } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { type EnvironmentKind, environmentKinds, kindWords } from "@/contract/environment/kind";
import type { Edits } from "./use-environment-edits";

interface KindCardProps {
  kind: EnvironmentKind;
  edits: Edits | undefined;
  onAsk: () => void;
}

/** How the place is built, and what that cannot do. */
export function KindCard({ kind, edits, onAsk }: KindCardProps) {
  const { label, about, limits } = kindWords[kind];
  return (
    <Section
      title="Kind and limits"
      actions={
        <Button size="sm" variant="quiet" icon={<CircleHelp />} keys="K" onClick={onAsk}>
          Which kind?
        </Button>
      }
    >
      {edits ? (
        <Select
          aria-label="Kind of environment"
          value={kind}
          options={environmentKinds.map((value) => ({ value, label: kindWords[value].label }))}
          onChange={({ currentTarget }) => void edits.change({ kind: currentTarget.value as EnvironmentKind }, "Kind")}
        />
      ) : (
        <p>{label}</p>
      )}
      <p className="text-muted text-xs">{about}.</p>
      <ul className="grid list-disc gap-1 pl-4 text-pretty">
        {limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </Section>
  );
}

"use client";

import { Check, Eye, Undo2, X } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { VersionActs } from "./use-version-acts";
import { nameOf, originOf, type Version } from "./version-words";

interface VersionBarProps {
  version: Version;
  shown: boolean;
  /** May the viewer decide? */
  may: boolean;
  acts: VersionActs;
}

/** Which version is looked at, and what can be decided about it. */
export function VersionBar({ version, shown, may, acts }: VersionBarProps) {
  return (
    <>
      <span className="flex shrink-0 items-center gap-2">
        <span className="code">{nameOf(version)}</span>
        <span className="text-muted max-md:hidden">{originOf(version)}</span>
        {version.rough && <Badge>rough</Badge>}
        {shown && <Badge className="text-accent-text!">shown</Badge>}
      </span>
      {may && version.state === "staged" && (
        <>
          <Button
            size="sm"
            variant="primary"
            icon={<Check />}
            busy={acts.busy}
            onClick={() => void acts.accept(version)}
          >
            Accept
          </Button>
          <Button size="sm" icon={<X />} busy={acts.busy} onClick={() => void acts.reject(version)}>
            Reject
          </Button>
        </>
      )}
      {may && version.state === "rejected" && (
        <Button size="sm" icon={<Undo2 />} busy={acts.busy} onClick={() => void acts.restore(version)}>
          Bring back
        </Button>
      )}
      {may && version.state === "accepted" && version.kind === "picture" && !shown && (
        <Button size="sm" icon={<Eye />} busy={acts.busy} onClick={() => void acts.choose(version)}>
          Show this version
        </Button>
      )}
    </>
  );
}

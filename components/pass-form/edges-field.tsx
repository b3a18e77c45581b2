"use client";

import { Link2, Unlink2 } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import type { Edges } from "@/contract/passes/parts";
import type { FieldProps } from "./field-props";
import { SmallNumber } from "./small-number";

const sides = ["top", "right", "bottom", "left"] as const;

const edgesOf = (value: unknown): Edges => {
  const given: Partial<Record<string, unknown>> = typeof value === "object" && value !== null ? { ...value } : {};
  const side = (name: string) => (typeof given[name] === "number" ? given[name] : 0);
  return { top: side("top"), right: side("right"), bottom: side("bottom"), left: side("left") };
};

/** Four sides, linked until someone unlinks them. */
export function EdgesField({ field, value, onChange }: FieldProps) {
  const edges = edgesOf(value);
  const [linked, setLinked] = useState(() => sides.every((side) => edges[side] === edges.top));
  const { min = 0, max = 4096, unit = "px" } = field;
  const change = (side: (typeof sides)[number], next: number) => {
    const kept = Math.round(Math.min(max, Math.max(min, next)));
    onChange(linked ? { top: kept, right: kept, bottom: kept, left: kept } : { ...edges, [side]: kept });
  };
  return (
    <fieldset className="grid gap-1.5">
      <legend className="float-left font-medium text-sm">
        {field.title} <span className="font-normal text-muted text-xs">{unit}</span>
      </legend>
      <div className="clear-both flex items-end gap-1.5">
        {sides.map((side) => (
          <SmallNumber
            key={side}
            label={side}
            value={edges[side]}
            min={min}
            max={max}
            onChange={(next) => change(side, next)}
          />
        ))}
        <IconButton
          label="Same on every side"
          icon={linked ? <Link2 /> : <Unlink2 />}
          pressed={linked}
          onClick={() => setLinked(!linked)}
        />
      </div>
      <p className="text-muted text-xs">
        {field.help !== undefined && `${field.help}. `}
        <span className="num">{`${min} to ${max} ${unit}.`}</span>
      </p>
    </fieldset>
  );
}

"use client";

import { Link2, Unlink2 } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { edgesOf, type Side, sides } from "./edges-value";
import type { FieldProps } from "./field-props";
import { SmallNumber } from "./small-number";

/** Four sides, linked until someone unlinks them. */
export function EdgesField({ field, value, onChange }: FieldProps) {
  const edges = edgesOf(value);
  const even = sides.every((side) => edges[side] === edges.top);
  const [linked, setLinked] = useState(even);
  const [seen, setSeen] = useState(value);
  // Pulled apart on the canvas, the next number typed here must not make them one again.
  if (value !== seen) {
    setSeen(value);
    if (!even) setLinked(false);
  }
  const { min = 0, max = 4096, unit = "px" } = field;
  const change = (side: Side, next: number) => {
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

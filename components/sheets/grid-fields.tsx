"use client";

import { Grid2x2, ScanSearch } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Section } from "@/components/ui/section";
import type { Size } from "@/contract/passes/size";
import type { PixelBox } from "@/contract/profile/box";
import type { FoundSheet } from "@/contract/profile/sheet";

interface GridFieldsProps {
  size: Size;
  found: FoundSheet | "failed" | undefined;
  onFound: (boxes: readonly PixelBox[]) => void;
  onGrid: (rows: number, columns: number, room: { gutter: number; margin: number }) => void;
}

const limits = { rows: [1, 8], columns: [1, 8], gutter: [0, 400], margin: [0, 400] } as const;
const labels = { rows: "Rows", columns: "Columns", gutter: "Gap", margin: "Margin" } as const;
type Name = keyof typeof limits;

/** A grid by hand, and the way back to what was found. */
export function GridFields({ found, onFound, onGrid }: GridFieldsProps) {
  const [grid, setGrid] = useState({ rows: 2, columns: 2, gutter: 0, margin: 0 });
  const set = (name: Name, text: string) => {
    const [low, high] = limits[name];
    const value = Math.round(Number(text));
    setGrid({ ...grid, [name]: Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : low });
  };
  const views = found && found !== "failed" && found.by !== "nothing" ? found.boxes : undefined;
  return (
    <Section title="Grid">
      <div className="grid grid-cols-4 gap-2">
        {(Object.keys(limits) as Name[]).map((name) => (
          <Field key={name} label={labels[name]} {...(name === "gutter" || name === "margin" ? { unit: "px" } : {})}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={limits[name][0]}
                max={limits[name][1]}
                value={grid[name]}
                onChange={({ currentTarget }) => set(name, currentTarget.value)}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" icon={<Grid2x2 />} onClick={() => onGrid(grid.rows, grid.columns, grid)}>
          Lay {grid.rows} × {grid.columns}
        </Button>
        <Button
          size="sm"
          icon={<ScanSearch />}
          onClick={() => views && onFound(views)}
          {...(views ? {} : { blocked: found === undefined ? "Still looking" : "No views were found on it" })}
        >
          As found
        </Button>
      </div>
    </Section>
  );
}

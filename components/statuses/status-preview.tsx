"use client";

import { StatusPill } from "@/components/ui/status-pill";
import { toneOfColour } from "@/components/ui/status-tone";
import { cssColour } from "@/contract/status-colour";
import type { StatusRow } from "@/contract/status-set";
import { lookOf } from "./look";

/** The status as it will be drawn in both themes, however light or dark the picked colour is. */
export function StatusPreview({ row }: { row: StatusRow }) {
  const look = lookOf(row.colour in toneOfColour ? row : { ...row, drawn: cssColour(row.colour) });
  return (
    <div role="img" aria-label={`Preview of ${look.label}`} className="grid grid-cols-2 gap-2">
      {(["dark", "light"] as const).map((theme) => (
        <div
          key={theme}
          data-theme={theme}
          className="grid place-items-center gap-2 rounded-control border bg-surface px-3 py-4 text-text"
        >
          <StatusPill {...look} />
          <span aria-hidden className="text-muted text-xs">
            {theme === "dark" ? "Dark" : "Light"}
          </span>
        </div>
      ))}
    </div>
  );
}

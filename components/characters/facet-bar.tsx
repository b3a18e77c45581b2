"use client";

import { ListFilter, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { type CharacterFilter, type Facet, facetCount, facetIds, facets, noFilter } from "./character-filter";

const words: Record<Facet, { title: string; of: Record<string, string> }> = {
  tier: { title: "Tier", of: { lead: "Lead", support: "Support", extra: "Extra" } },
  status: {
    title: "Status",
    of: { draft: "Draft", "in-review": "In review", approved: "Approved", locked: "Locked" },
  },
  ready: { title: "Package", of: { thin: "Thin", usable: "Usable", good: "Good" } },
  used: { title: "Shots", of: { yes: "Used in a shot", no: "Used in none" } },
  trigger: { title: "Trigger word", of: { set: "Has one", missing: "Missing" } },
};

interface FacetProps {
  filter: CharacterFilter;
  onChange: (filter: CharacterFilter) => void;
}

/** What to ask of the characters; several values of one facet mean any of them. */
export function FacetButton({ filter, onChange }: FacetProps) {
  const count = facetCount(filter);
  const toggle = (facet: Facet, value: string) => {
    const now = filter[facet];
    onChange({ ...filter, [facet]: now.includes(value) ? now.filter((one) => one !== value) : [...now, value] });
  };
  return (
    <Popover
      label="Filter the characters"
      align="end"
      trigger={(attributes) => (
        <Button {...attributes} icon={<ListFilter />}>
          Filter{count > 0 ? ` ${count}` : ""}
        </Button>
      )}
    >
      <div className="grid w-[min(420px,calc(100vw-48px))] grid-cols-2 gap-x-6 gap-y-4">
        {facetIds.map((facet) => (
          <fieldset key={facet} className="grid content-start">
            <legend className="pb-1 text-muted text-xs">{words[facet].title}</legend>
            {facets[facet].map((value) => (
              <Checkbox
                key={value}
                label={words[facet].of[value]}
                checked={filter[facet].includes(value)}
                onChange={() => toggle(facet, value)}
              />
            ))}
          </fieldset>
        ))}
        <div className="col-start-2 grid items-end justify-items-end">
          {count > 0 && (
            <Button size="sm" variant="quiet" onClick={() => onChange({ ...noFilter, words: filter.words })}>
              Clear
            </Button>
          )}
        </div>
      </div>
    </Popover>
  );
}

/** What is asked for, to be taken back one by one. */
export function FacetChips({ filter, onChange }: FacetProps) {
  const asked = facetIds.filter((facet) => filter[facet].length > 0);
  if (asked.length === 0) return null;
  return (
    <ul aria-label="Filters in use" className="flex flex-wrap gap-1.5">
      {asked.map((facet) => {
        const { title, of } = words[facet];
        const text = `${title}: ${filter[facet].map((value) => of[value] ?? value).join(" or ")}`;
        return (
          <li
            key={facet}
            className="flex h-7 items-center rounded-control border border-edge bg-surface pl-2 text-xs pointer-coarse:h-11"
          >
            {text}
            <IconButton
              label={`Drop “${text}”`}
              icon={<X />}
              onClick={() => onChange({ ...filter, [facet]: [] })}
              className="size-7!"
            />
          </li>
        );
      })}
    </ul>
  );
}

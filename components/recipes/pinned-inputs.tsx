"use client";

import { mediaUrl } from "@/components/media/url";
import type { Output } from "@/components/trpc";

type Inputs = Output["recipes"]["readAgain"]["inputs"];

/** What a recipe works on, by content: the same bytes whenever it runs. What is gone says so. */
export function PinnedInputs({ inputs }: { inputs: Inputs }) {
  if (inputs.length === 0) return null;
  return (
    <section aria-label="Works on" className="grid gap-1.5">
      <h3 className="text-muted text-xs">Works on the same pictures as before</h3>
      <ul className="flex flex-wrap gap-3">
        {inputs.map(({ slot, title, sha256, picture, there }, n) => (
          <li key={`${slot}${sha256}${n}`} className="grid w-24 gap-1 text-xs">
            {picture ? (
              <img src={mediaUrl(picture.id)} alt="" className="h-14 w-24 rounded-picture bg-well object-contain" />
            ) : (
              <span aria-hidden className="h-14 w-24 rounded-picture border border-edge border-dashed" />
            )}
            <span className="truncate">{title}</span>
            <span className={there ? "code truncate text-muted" : "text-danger"}>
              {there ? sha256.slice(0, 12) : "not here any more"}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

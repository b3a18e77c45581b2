"use client";

import { mediaUrl } from "@/components/media/url";
import type { Output } from "@/components/trpc";
import { Select } from "@/components/ui/select";

type Inputs = Output["recipes"]["readAgain"]["inputs"];
type OtherPicture = { mediaId: string; label: string };

interface PinnedInputsProps {
  inputs: Inputs;
  /** Pictures that may take a pinned one's place. */
  others?: readonly OtherPicture[];
  /** Slots whose pictures may be others: a mask belongs to what it was drawn on. */
  open?: (slot: string) => boolean;
  /** Media ids by the number of the input they replace. */
  chosen?: Readonly<Record<number, string>>;
  onChoose?: (chosen: Record<number, string>) => void;
}

const asItWas = "";

/** What a recipe works on, by content: the same bytes whenever it runs, or another picture of the frame in its place. */
export function PinnedInputs({ inputs, others = [], open, chosen = {}, onChoose }: PinnedInputsProps) {
  if (inputs.length === 0) return null;
  const choose = (at: number, mediaId: string) => {
    const { [at]: _, ...rest } = chosen;
    onChoose?.(mediaId === asItWas ? rest : { ...rest, [at]: mediaId });
  };
  return (
    <section aria-label="Works on" className="grid gap-1.5">
      <h3 className="text-muted text-xs">
        {onChoose
          ? "Works on the same pictures as before, unless you choose others"
          : "Works on the same pictures as before"}
      </h3>
      <ul className="flex flex-wrap gap-3">
        {inputs.map(({ slot, title, sha256, picture, there }, at) => {
          const shown = chosen[at] ?? picture?.id;
          return (
            <li key={`${slot}${sha256}${at}`} className="grid w-28 content-start gap-1 text-xs">
              {shown ? (
                <img src={mediaUrl(shown)} alt="" className="h-16 w-28 rounded-picture bg-well object-contain" />
              ) : (
                <span aria-hidden className="h-16 w-28 rounded-picture border border-edge border-dashed" />
              )}
              <span className="truncate">{title}</span>
              <span className={there ? "code truncate text-muted" : "text-danger"}>
                {there ? sha256.slice(0, 12) : "not here any more"}
              </span>
              {onChoose && open?.(slot) && others.length > 0 && (
                <Select
                  aria-label={`Picture for ${title}`}
                  className="h-7"
                  value={chosen[at] ?? asItWas}
                  options={[
                    { value: asItWas, label: "As it was" },
                    ...others.map(({ mediaId, label }) => ({ value: mediaId, label })),
                  ]}
                  onChange={(event) => choose(at, event.currentTarget.value)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The slots that were changed, each with all its pictures in order; undefined: none was. */
export const changedInputs = (
  held: readonly { slot: string; mediaId: string }[],
  chosen: Readonly<Record<number, string>>,
): Record<string, string[]> | undefined => {
  const now = held.map((one, at) => ({ ...one, mediaId: chosen[at] ?? one.mediaId }));
  const slots = new Set(held.flatMap(({ slot, mediaId }, at) => (now[at]?.mediaId === mediaId ? [] : [slot])));
  if (slots.size === 0) return undefined;
  return Object.fromEntries(
    [...slots].map((slot) => [slot, now.filter((one) => one.slot === slot).map(({ mediaId }) => mediaId)]),
  );
};

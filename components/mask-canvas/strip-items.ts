import type { Output } from "@/components/trpc";

export type CanvasVersion = Output["storyboard"]["version"]["versions"][number];
export type MaskResult = Output["renders"]["maskResults"][number];

/** What the strip holds: a staged picture or map, or a mask some pass offers. */
export type StripItem =
  | { kind: "version"; key: string; at: string; version: CanvasVersion }
  | { kind: "mask"; key: string; at: string; mask: MaskResult };

/** A mask offer is no version: older ones would crowd out the results. */
const masksShown = 6;

export const maskKey = ({ jobId, slot, picture }: Pick<MaskResult, "jobId" | "slot" | "picture">): string =>
  `${jobId}.${slot}.${picture.id}`;

/** Staged results and the latest mask offers, newest last. */
export function stripItems(
  versions: readonly CanvasVersion[],
  masks: readonly MaskResult[],
  hidden: ReadonlySet<string>,
): StripItem[] {
  const staged = versions
    .filter(({ state }) => state === "staged")
    .map((version): StripItem => ({ kind: "version", key: version.id, at: version.createdAt, version }));
  const offered = masks
    .map((mask): StripItem => ({ kind: "mask", key: maskKey(mask), at: mask.finishedAt ?? "", mask }))
    .filter(({ key }) => !hidden.has(key))
    .sort(byTime)
    .slice(-masksShown);
  return [...staged, ...offered].sort(byTime);
}

const byTime = (a: StripItem, b: StripItem) =>
  Date.parse(a.at || "0") - Date.parse(b.at || "0") || a.key.localeCompare(b.key);

/** The item `step` places on, staying at the ends; with nothing chosen the newest or the first. */
export function stepFrom(items: readonly StripItem[], key: string | null, step: 1 | -1): StripItem | undefined {
  const at = items.findIndex((item) => item.key === key);
  if (at < 0) return step > 0 ? items[0] : items.at(-1);
  return items[Math.min(items.length - 1, Math.max(0, at + step))];
}

/** What to look at once `key` has gone: the next one, else the one before. */
export function afterLeaving(items: readonly StripItem[], key: string): StripItem | undefined {
  const at = items.findIndex((item) => item.key === key);
  return items[at + 1] ?? items[at - 1];
}

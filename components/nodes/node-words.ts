import type { Output } from "@/components/trpc";
import type { StatusShape, StatusTone } from "@/components/ui/status-tone";

export type NodeCardData = Output["nodes"]["list"][number];
export type NodeOffer = NodeCardData["offers"][number];
type Outcome = Output["nodes"]["attempts"][number]["outcome"];

export const offerStates: Record<NodeOffer["state"], { label: string; tone: StatusTone; shape?: StatusShape }> = {
  ready: { label: "Ready", tone: "done" },
  rough: { label: "Rough", tone: "ready", shape: "half" },
  missing: { label: "Missing", tone: "omit" },
};

/** Offers in the order a person asks for them: what works, what works roughly, what does not. */
export const groupOffers = (offers: readonly NodeOffer[]): { state: NodeOffer["state"]; offers: NodeOffer[] }[] =>
  (["ready", "rough", "missing"] as const)
    .map((state) => ({
      state,
      offers: offers.filter((offer) => offer.state === state).sort((a, b) => a.title.localeCompare(b.title)),
    }))
    .filter((group) => group.offers.length > 0);

/** Offers that lack exactly the same, told once: "AI bump, Inpaint" need one engine. In the order given. */
export function sharedReasons(
  offers: readonly NodeOffer[],
): { title: string; rough: string | null; missing: NodeOffer["missing"] }[] {
  const groups = new Map<string, { titles: string[]; rough: string | null; missing: NodeOffer["missing"] }>();
  for (const { title, rough, missing } of offers) {
    const key = JSON.stringify([rough, missing]);
    const group = groups.get(key);
    if (group) group.titles.push(title);
    else groups.set(key, { titles: [title], rough, missing });
  }
  return [...groups.values()].map(({ titles, ...reason }) => ({ title: titles.join(", "), ...reason }));
}

/** "8 ready · 2 rough · 3 missing" */
export const offerCounts = (offers: readonly NodeOffer[]): string =>
  groupOffers(offers)
    .map(({ state, offers }) => `${offers.length} ${state}`)
    .join(" · ");

/**
 * How reliable a node is, from how its last tries ended. What a person stopped or the studio took back is no fault of
 * the node and counts neither way; `share` is null when nothing counts yet.
 */
export function reliability(outcomes: readonly Outcome[]): { done: number; of: number; share: number | null } {
  const done = outcomes.filter((outcome) => outcome === "succeeded").length;
  const faults = outcomes.filter((outcome) => outcome === "failed" || outcome === "expired").length;
  const of = done + faults;
  return { done, of, share: of === 0 ? null : done / of };
}

/** "94 % of 50 tries worked", or that there is nothing to tell yet. */
export function reliabilityWords(outcomes: readonly Outcome[]): string {
  const { of, share } = reliability(outcomes);
  if (share === null) return "Nothing tried yet";
  // Only a spotless record reads 100 %.
  const percent = share === 1 ? 100 : Math.min(99, Math.round(share * 100));
  return `${percent} % of ${of === 1 ? "1 try" : `${of} tries`} worked`;
}

/** "NVIDIA RTX 4090 · 24 GB", "No GPU", "No GPU · 24 GB of memory" where an image server works on the processor. */
export const gpuWords = ({ gpu, vramGb }: Pick<NodeCardData, "gpu" | "vramGb">): string =>
  gpu === ""
    ? "No GPU"
    : gpu.toLowerCase() === "cpu"
      ? `No GPU · ${vramGb} GB of memory`
      : vramGb > 0
        ? `${gpu} · ${vramGb} GB`
        : gpu;

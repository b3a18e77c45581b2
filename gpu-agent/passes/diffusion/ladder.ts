import { catalogue, type PassId } from "../../../contract/passes/catalogue";
import type { AnyPass } from "../../../contract/passes/define";
import type { SystemStats } from "../../engines/comfy/http";

/**
 * The steps taken when GPU memory runs out. 0: as asked. 1: the server emptied, the same graph. 2: decoding in tiles.
 * 3: a smaller size of work. 4: regions one after another. From 2 on the pixels are others: only if the recipe allows.
 */
export type Step = 0 | 1 | 2 | 3 | 4;
/** What a pass can do with less, beyond what every pass can. */
export type Less = "smaller" | "apart";
/** What a pass and its graphs leave out. */
export type Thrift = { tiled: boolean; smaller: boolean; apart: boolean };

export const thriftOf = (step: Step): Thrift => ({ tiled: step >= 2, smaller: step >= 3, apart: step >= 4 });

/** The steps one job has: none that would change nothing for it, and none that changes pixels against the recipe. */
export const stepsOf = (less: readonly Less[], mayDegrade: boolean): readonly Step[] =>
  mayDegrade
    ? [0, 1, 2, ...(less.includes("smaller") ? [3 as const] : []), ...(less.includes("apart") ? [4 as const] : [])]
    : [0, 1];

/** Where a job begins that ran out of memory `before` times on other attempts: the server was emptied then. */
export const firstStep = (steps: readonly Step[], before: number): Step => {
  const wanted = before > 0 ? Math.min(4, 1 + before) : 0;
  return (steps.includes(2) && steps.findLast((step) => step <= wanted)) || 0;
};

/** Thrown through a pass that has to begin again because its next step changes more than one graph. Not an error to show. */
export class BeginAgain extends Error {
  override readonly name = "BeginAgain";
  readonly step: Step;
  constructor(step: Step) {
    super(`again with step ${step} of the memory ladder`);
    this.step = step;
  }
}

const ran = "GPU memory ran out:";
/** What a version made at this step says. */
export const wordsOfStep = (step: Step, less: readonly Less[]): string | undefined => {
  if (step < 2) return undefined;
  if (step === 4)
    return `${ran} the regions were painted one after another, each with its own LoRA, and decoded in tiles.`;
  if (step === 3 && less.includes("smaller"))
    return `${ran} worked on in smaller pieces and decoded in tiles, so pixels differ from a larger GPU's.`;
  return `${ran} decoded in tiles, so pixels differ slightly from a larger GPU's.`;
};

/** px one step down: three quarters of what is really worked on, a multiple of `multiple`, at least `least`. */
export const stepDown = (side: number, multiple: number, least = multiple): number =>
  Math.max(Math.min(side, least), Math.floor((side * 0.75) / multiple) * multiple);

const smallerWords: Partial<Record<PassId, string>> = {
  upscale: "choose smaller tiles",
  "in-between": "ask for fewer frames",
  "turn-around": "ask for fewer frames",
  "train-lora": "train at a smaller size",
  "image-to-mesh": "ask for less detail",
};

type End = {
  pass: PassId;
  params: unknown;
  raw: string;
  stats: SystemStats | undefined;
  last: Step;
  mayDegrade: boolean;
};

/** The end of the ladder in numbers: what it needed, what there was, and two ways out. */
export const endOfMemory = ({ pass: id, params, raw, stats, last, mayDegrade }: End): string => {
  const pass: AnyPass = catalogue[id];
  const asked = /tried to allocate ([\d.]+ ?[KMG]i?B)/i.exec(raw)?.[1];
  const usual = pass.needs(params as never).vramGb;
  const needed = asked
    ? `it asked for ${asked} more`
    : usual
      ? `${pass.title} is made for ${usual} GB`
      : "how much it needs, the server does not say";
  const device = stats?.devices[0];
  const had = device
    ? `with ${Math.round(device.vram_total / 1024 ** 3)} GB (${(device.vram_free / 1024 ** 3).toFixed(1)} GB free)`
    : "(how much it has, the server does not say)";
  const tried =
    last >= 4
      ? ", also with one region at a time"
      : last >= 3
        ? ", also with less at a time"
        : last >= 2
          ? ", also decoded in tiles"
          : "";
  const way = mayDegrade ? (smallerWords[id] ?? "make the picture smaller") : "allow “May use less memory”";
  return `The image server's GPU ${had} is too small for this${tried}: ${needed}. Two ways out: ${way}, or use a node with more memory.`;
};

/** An act with keys that a person may change. */
export type KeyAction = {
  id: string;
  label: string;
  keys: readonly string[];
  /** Moves or shows something, does nothing that lasts: kept out of the palette. */
  quiet?: boolean;
};

/** What the shell around the canvas hears itself: results, comparing, running. Those without a key have a button. */
export const shellActions = [
  { id: "resultBefore", label: "Result before", keys: ["ArrowLeft"], quiet: true },
  { id: "resultNext", label: "Next result", keys: ["ArrowRight"], quiet: true },
  { id: "peek", label: "Show the original (hold)", keys: ["Backslash"], quiet: true },
  { id: "compareNext", label: "Compare in another way", keys: ["KeyY"] },
  { id: "compareWipe", label: "Compare by wipe", keys: [], quiet: true },
  { id: "compareDifference", label: "Compare by difference", keys: [], quiet: true },
  { id: "compareOnion", label: "Compare by onion", keys: [], quiet: true },
  { id: "onionLess", label: "Onion: less of the result", keys: ["Shift+ArrowLeft"], quiet: true },
  { id: "onionMore", label: "Onion: more of the result", keys: ["Shift+ArrowRight"], quiet: true },
  { id: "accept", label: "Accept result", keys: ["Enter"] },
  { id: "asLayer", label: "Accept as layer", keys: ["Shift+Enter"] },
  { id: "reject", label: "Reject result", keys: ["Backspace"] },
  { id: "run", label: "Run the pass", keys: ["Mod+Enter"] },
  ...Array.from({ length: 9 }, (_, n) => ({
    ...{ id: `result${n + 1}`, label: `Result ${n + 1}`, keys: [`Digit${n + 1}`], quiet: true },
  })),
] as const satisfies readonly KeyAction[];

export type ShellAct = (typeof shellActions)[number]["id"];

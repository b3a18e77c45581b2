/** One place of a picture and what was said of it. `place` is in the tool's own words: a mask's file, or an area. */
export type ForeignRegion = {
  prompt: string;
  negative: string;
  strength: number | null;
  loras: { name: string; weight: number }[];
  place: string;
};

/** "a woman in black · without: hat · LoRA mei 0.8 · strength 1.2 · 512 × 384 at 0, 64" */
export const foreignRegionWords = ({ prompt, negative, strength, loras, place }: ForeignRegion): string =>
  [
    prompt,
    negative && `without: ${negative}`,
    ...loras.map(({ name, weight }) => `LoRA ${name} ${weight}`),
    strength !== null && strength !== 1 ? `strength ${strength}` : "",
    place,
  ]
    .filter(Boolean)
    .join(" · ");

/** What another tool says made a picture. Empty and null mean: not said. */
export type ForeignSettings = {
  /** As people call it: "AUTOMATIC1111", "ComfyUI"… */
  tool: string;
  version: string;
  /** The kind of work, where it says so: from words, from a picture, or inside a mask. */
  task: "txt2img" | "img2img" | "inpaint" | null;
  prompt: string;
  negative: string;
  /** Decimal digits: some tools use 64 bits, more than a number holds. */
  seed: string | null;
  steps: number | null;
  cfg: number | null;
  /** 0–1, of image to image. */
  denoise: number | null;
  sampler: string;
  scheduler: string;
  width: number | null;
  height: number | null;
  clipSkip: number | null;
  model: { name: string; hash: string } | null;
  loras: { name: string; weight: number }[];
  /** Parts of the picture with words of their own, in the order they were laid; `prompt` is then what all of it shares. */
  regions: ForeignRegion[];
  /** Everything else it said, in its own words and order. */
  others: { key: string; value: string }[];
};

export const noSettings = (tool: string): ForeignSettings => ({
  ...{
    tool,
    version: "",
    task: null,
    prompt: "",
    negative: "",
    seed: null,
    steps: null,
    cfg: null,
    denoise: null,
    sampler: "",
  },
  ...{ scheduler: "", width: null, height: null, clipSkip: null, model: null, loras: [], regions: [], others: [] },
});

/** A finite number from a number or its digits, else null. */
export const numberOf = (value: unknown): number | null => {
  const read = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof read === "number" && Number.isFinite(read) ? read : null;
};

/** Decimal digits of a whole seed, else null; −1 means "any" and is no seed. */
export const seedOf = (value: unknown): string | null => {
  const text = typeof value === "number" ? (Number.isInteger(value) ? value.toFixed(0) : "") : String(value ?? "");
  return /^\d{1,20}$/.test(text) ? text : null;
};

export const textOf = (value: unknown): string =>
  typeof value === "string" ? value : value === null || value === undefined ? "" : JSON.stringify(value);

/** A file's name as a model is called: without folders and without the ending of a model file. */
export const modelName = (file: string): string =>
  (file.split(/[\\/]/).at(-1) ?? file).replace(/\.(safetensors|ckpt|pt|pth|bin|sft|gguf)$/i, "");

/**
 * JSON of another tool, or undefined when it is none. Whole numbers beyond 2⁵³ come as their digits, because seeds of 64 bits
 * would lose their end; NaN and Infinity, which Python writes, as null. Nested at most 64 deep.
 */
export function foreignJson(text: string): unknown {
  let depth = 0;
  let deepest = 0;
  const kept = text.replace(/"(?:[^"\\]|\\.)*"|-?\b\d{16,}\b(?![.eE\d])|-?\bInfinity\b|\bNaN\b|[[\]{}]/g, (token) => {
    if (token === "[" || token === "{") deepest = Math.max(deepest, ++depth);
    else if (token === "]" || token === "}") depth--;
    else if (/^-?\d/.test(token)) return Number.isSafeInteger(Number(token)) ? token : `"${token}"`;
    else if (!token.startsWith('"')) return "null";
    return token;
  });
  if (deepest > 64) return undefined;
  try {
    return JSON.parse(kept) as unknown;
  } catch {
    return undefined;
  }
}

export type Json = Record<string, unknown>;
export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

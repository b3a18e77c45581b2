import { type ForeignSettings, foreignJson, isObject, modelName, noSettings, numberOf, seedOf } from "./settings";

type Pair = { key: string; value: string };

/** Key, colon, value, comma. Quoted and bracketed values may hold commas; some sites write brackets without quotes. */
export function settingsPairs(line: string): Pair[] {
  const pairs: Pair[] = [];
  let rest = line;
  for (;;) {
    const start = /^[\s,]*(\w[\w \-/]+):\s*/.exec(rest);
    if (!start) return pairs;
    rest = rest.slice(start[0].length);
    const length = valueLength(rest);
    pairs.push({ key: start[1] ?? "", value: unquote(rest.slice(0, length).trim()) });
    rest = rest.slice(length);
  }
}

/** Characters of the value at the beginning of `text`. */
const valueLength = (text: string): number => {
  const quoted = /^"(?:\\.|[^\\"])*"(?=\s*(?:,|$))/.exec(text);
  if (quoted) return quoted[0].length;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at++;
      else if (character === '"') inString = false;
    } else if (depth > 0 && character === '"') inString = true;
    else if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
    else if (character === "," && depth === 0) return at;
  }
  // Brackets that never close are plain characters.
  return depth === 0 ? text.length : (/^[^,]*/.exec(text)?.[0].length ?? 0);
};

const unquote = (value: string): string => {
  if (!value.startsWith('"')) return value;
  const text = foreignJson(value);
  return typeof text === "string" ? text : value;
};

/**
 * A1111's text, also of Forge, Fooocus (scheme a1111), Civitai and others: prompt, "Negative prompt:", and one last line of
 * at least three settings. Without that line all of it is prompt. Null when the text is empty.
 */
export function readA1111(text: string): ForeignSettings | null {
  const lines = text.replaceAll("\r\n", "\n").trim().split("\n");
  if (lines.length === 1 && lines[0] === "") return null;
  const found = settingsPairs(lines.at(-1) ?? "");
  const pairs = found.length >= 3 ? found : [];
  const words = pairs.length > 0 ? lines.slice(0, -1) : lines;
  const negativeAt = words.findIndex((line) => line.trimStart().startsWith("Negative prompt:"));
  const positive = negativeAt < 0 ? words : words.slice(0, negativeAt);
  const negative = negativeAt < 0 ? [] : words.slice(negativeAt);
  const prompt = positive.join("\n").trim();
  const settings = noSettings(toolOf(pairs));
  return {
    ...settings,
    ...fromPairs(pairs),
    prompt,
    negative: negative
      .join("\n")
      .trim()
      .replace(/^Negative prompt:\s*/, ""),
    loras: [...prompt.matchAll(/<lora:([^:>]+)(?::([-\d.]+))?[^>]*>/g)].map(([, name = "", weight]) => ({
      name,
      weight: numberOf(weight) ?? 1,
    })),
  };
}

const known = new Set(
  [
    "Steps",
    "Sampler",
    "Schedule type",
    "CFG scale",
    "Seed",
    "Size",
    "Model hash",
    "Model",
    "Denoising strength",
  ].concat(["Clip skip", "Version"]),
);

const fromPairs = (pairs: readonly Pair[]): Partial<ForeignSettings> => {
  const said = new Map(pairs.map(({ key, value }) => [key, value]));
  const [width, height] = /^(\d+)x(\d+)$/.exec(said.get("Size") ?? "")?.slice(1) ?? [];
  const name = said.get("Model") ?? civitaiModel(said.get("Civitai resources"));
  const hash = said.get("Model hash") ?? "";
  return {
    version: said.get("Version") ?? "",
    task: taskOf(said),
    seed: seedOf(said.get("Seed")),
    steps: numberOf(said.get("Steps")),
    cfg: numberOf(said.get("CFG scale")),
    denoise: numberOf(said.get("Denoising strength")),
    sampler: said.get("Sampler") ?? "",
    scheduler: said.get("Schedule type") ?? "",
    width: numberOf(width),
    height: numberOf(height),
    clipSkip: numberOf(said.get("Clip skip")),
    model: name || hash ? { name: modelName(name), hash } : null,
    others: pairs.filter(({ key }) => !known.has(key)),
  };
};

/** A mask leaves its blur; a denoising strength without a second, larger pass belongs to a picture it began from. */
const taskOf = (said: ReadonlyMap<string, string>): ForeignSettings["task"] => {
  if (["Mask blur", "Inpaint area", "Masked content", "Mask mode"].some((key) => said.has(key))) return "inpaint";
  const larger = [...said.keys()].some((key) => key.startsWith("Hires"));
  if (said.has("Denoising strength") && !larger) return "img2img";
  return said.has("Steps") ? "txt2img" : null;
};

const civitaiModel = (resources: string | undefined): string => {
  const list = resources ? foreignJson(resources) : undefined;
  const checkpoint = Array.isArray(list) ? list.find((one) => isObject(one) && one.type === "checkpoint") : undefined;
  return isObject(checkpoint) && typeof checkpoint.modelName === "string" ? checkpoint.modelName : "";
};

const toolOf = (pairs: readonly Pair[]): string => {
  const version = pairs.find(({ key }) => key === "Version")?.value ?? "";
  if (pairs.some(({ key }) => key.startsWith("Civitai"))) return "Civitai";
  if (/^backlot/i.test(version)) return "Backlot";
  if (/^f\d|forge|^neo/i.test(version)) return "Forge";
  if (/fooocus/i.test(version)) return "Fooocus";
  if (/comfyui/i.test(version)) return "ComfyUI";
  return "AUTOMATIC1111";
};

import { readA1111 } from "./a1111";
import { readComfy } from "./comfy";
import { embeddedTexts } from "./embedded";
import { readFooocus, readInvokeAi, readNovelAi, readSwarm } from "./json-tools";
import { type ForeignSettings, foreignJson, isObject } from "./settings";
import type { Embedded, EmbeddedText } from "./texts";

export type ForeignPicture = Embedded & {
  /** Of the text that says most; null when no text is anybody's settings. */
  settings: ForeignSettings | null;
};

/**
 * What a picture says of how it was made: A1111, Forge, Civitai, ComfyUI, Fooocus, InvokeAI, NovelAI and SwarmUI, in PNG chunks
 * or EXIF. `hidden` is text found in its alpha (`stealthText`). Never throws: what cannot be read is left in `texts`.
 */
export async function readForeign(bytes: Uint8Array, hidden?: string | null): Promise<ForeignPicture> {
  const embedded = await embeddedTexts(bytes);
  return { ...embedded, settings: settingsOf([...embedded.texts, ...hiddenTexts(hidden)]) };
}

/** Hidden text is A1111's line, or NovelAI's chunks as one JSON object. */
const hiddenTexts = (hidden: string | null | undefined): EmbeddedText[] => {
  if (!hidden) return [];
  const json = foreignJson(hidden);
  if (!isObject(json)) return [{ keyword: "parameters", text: hidden }];
  return Object.entries(json).map(([keyword, value]) => ({
    keyword,
    text: typeof value === "string" ? value : JSON.stringify(value),
  }));
};

/** The settings of a list of texts: the tools that sign themselves first, then A1111's line, then ComfyUI's graph. */
export function settingsOf(texts: readonly EmbeddedText[]): ForeignSettings | null {
  const text = (keyword: string) => texts.find((one) => one.keyword === keyword)?.text;
  const json = (keyword: string) => {
    const value = foreignJson(text(keyword) ?? "");
    return isObject(value) ? value : undefined;
  };
  const invoke = json("invokeai_metadata");
  if (invoke) return readInvokeAi(invoke);
  const comment = json("Comment");
  if (comment && text("Software") === "NovelAI") return readNovelAi(comment, text("Source") ?? "");
  const line = text("parameters") ?? text("UserComment");
  const parameters = line === undefined ? undefined : foreignJson(line);
  if (isObject(parameters)) return fromJson(parameters);
  const graph =
    json("prompt") ?? json("comfy") ?? exifGraph(texts, "prompt:") ?? json("workflow") ?? exifGraph(texts, "workflow:");
  const comfy = graph ? readComfy(graph) : null;
  // A text that is only words, without settings, says less than a graph.
  const a1111 = line ? readA1111(line) : null;
  return a1111 && (a1111.steps !== null || !comfy) ? a1111 : comfy;
}

const fromJson = (json: Record<string, unknown>): ForeignSettings | null => {
  if (isObject(json.sui_image_params)) return readSwarm(json.sui_image_params);
  if ("base_model" in json || "guidance_scale" in json) return readFooocus(json);
  return readComfy(json);
};

/** ComfyUI's WebP: tags that hold `prompt:{…}` and `workflow:{…}`. */
const exifGraph = (texts: readonly EmbeddedText[], mark: string): unknown => {
  const tag = texts.find(({ text }) => text.startsWith(mark));
  return tag ? foreignJson(tag.text.slice(mark.length)) : undefined;
};

/** The settings of a JSON file: a graph of ComfyUI's editor or of its server, or what InvokeAI, SwarmUI and Fooocus write. */
export function settingsOfJson(text: string): ForeignSettings | null {
  const json = foreignJson(text);
  if (!isObject(json)) return null;
  if ("positive_prompt" in json || "generation_mode" in json) return readInvokeAi(json);
  // A file exported by the editor may hold the graph under a name.
  const inner = ["prompt", "workflow"].map((key) => json[key]).find(isObject);
  const found = fromJson(json);
  return found ?? (inner ? readComfy(inner) : null);
}

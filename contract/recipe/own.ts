import { z } from "zod";
import { textSha256 } from "../mask/hash";
import { isObject } from "./foreign/settings";
import type { EmbeddedText } from "./foreign/texts";
import type { Recipe } from "./recipe";
import { canonical } from "./same";
import { asciiJson } from "./write/png-text";

/** The keyword of our text chunk. */
export const ownKeyword = "backlot";

/** A recipe as it travels in a file: inputs by content alone, nothing that only this studio knows. */
export const OwnRecipe = z.object({
  v: z.literal(1),
  pass: z.string().max(60),
  version: z.number().int(),
  parameters: z.record(z.string(), z.unknown()),
  inputs: z.array(z.object({ slot: z.string().max(60), sha256: z.string().regex(/^[0-9a-f]{64}$/) })).max(200),
  seed: z.number().int().nullable(),
  /** The identity of the mask's pixels. */
  mask: z.string().nullable(),
});
export type OwnRecipe = z.infer<typeof OwnRecipe>;

/** Keys that name things of one studio, which tell another one nothing and a stranger too much. */
const inside = new Set(["characterId", "mediaId", "maskId", "shotId", "nodeId"]);

/** A model's reference without its folder, which may name people and projects; found again by hash or name. */
const withoutFolder = (text: string): string =>
  /[\\/]/.test(text) && /\.(safetensors|ckpt|pt|pth|bin|sft|gguf)(#[0-9a-f]{64})?$/i.test(text)
    ? (text.split(/[\\/]/).at(-1) ?? text)
    : text;

const cleaned = (value: unknown): unknown => {
  if (typeof value === "string") return withoutFolder(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inside.has(key) ? [] : [[key, cleaned(inner)] as const])),
  );
};

/** The text of our chunk: JSON with sorted keys and the SHA-256 of itself, so that a reader knows whether somebody changed it. */
export async function writeOwn(recipe: Recipe): Promise<string> {
  const own: OwnRecipe = {
    ...{ v: 1, pass: recipe.pass, version: recipe.passVersion },
    parameters: cleaned(recipe.params) as Record<string, unknown>,
    inputs: recipe.inputs.map(({ slot, sha256 }) => ({ slot, sha256 })),
    ...{ seed: recipe.seed, mask: recipe.mask?.pixelSha256 ?? null },
  };
  const sorted: unknown = JSON.parse(canonical({ ...own, hash: await textSha256(canonical(own)) }));
  return asciiJson(sorted);
}

/** The recipe in a file's texts. `intact`: the hash is that of what is there. Null: none, or none we understand. */
export async function readOwn(texts: readonly EmbeddedText[]): Promise<{ recipe: OwnRecipe; intact: boolean } | null> {
  const text = texts.find(({ keyword }) => keyword === ownKeyword)?.text;
  if (text === undefined) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const read = OwnRecipe.safeParse(json);
  if (!read.success) return null;
  const said = isObject(json) ? json.hash : undefined;
  return { recipe: read.data, intact: said === (await textSha256(canonical(read.data))) };
}

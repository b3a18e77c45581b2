import { parseModelRef } from "../../engine/model-ref";
import type { FormField } from "../../passes/fields";
import { modelName } from "../foreign/settings";
import type { Recipe } from "../recipe";
import { valueText } from "../value-text";

type Around = {
  fields: readonly FormField[];
  /** Of the picture, in pixels. */
  width: number;
  height: number;
  /** Of this studio: "0.1.0". */
  version: string;
};

const quoted = (value: string): string => (/[,:\n"]/.test(value) ? JSON.stringify(value) : value);
const loras = (recipe: Recipe): { file: string; weight: number }[] =>
  Array.isArray(recipe.params.loras)
    ? recipe.params.loras.flatMap((use: unknown) =>
        typeof use === "object" && use !== null && "file" in use && typeof use.file === "string"
          ? [{ file: use.file, weight: "weight" in use && typeof use.weight === "number" ? use.weight : 1 }]
          : [],
      )
    : [];

/**
 * The text A1111 keeps in `parameters`: prompt, "Negative prompt:" even when it is empty (ComfyUI looks for it), and one last
 * line that begins with Steps. Null for a pass without a prompt and steps: there would be nothing true to say.
 */
export function writeA1111(recipe: Recipe, { fields, width, height, version }: Around): string | null {
  const { params, seed } = recipe;
  const { prompt, negative, steps } = params;
  if (typeof prompt !== "string" || typeof steps !== "number") return null;
  const field = (name: string) => fields.find((one) => one.name === name);
  const said = (name: string) =>
    params[name] === undefined ? undefined : valueText(params[name], { ...field(name), unit: "" });
  const model = typeof params.model === "string" && params.model !== "" ? parseModelRef(params.model) : null;
  const tags = loras(recipe).map(({ file, weight }) => `<lora:${modelName(parseModelRef(file).file)}:${weight}>`);
  const inpainting = recipe.inputs.some(({ slot }) => slot === "mask");
  const pairs: [string, string | number | undefined][] = [
    ["Steps", steps],
    ["Sampler", said("sampler")],
    ["Schedule type", said("schedule")],
    ["CFG scale", said("cfg")],
    ["Seed", seed ?? undefined],
    ["Size", `${width}x${height}`],
    ["Model hash", model?.sha256?.slice(0, 10)],
    ["Model", model ? modelName(model.file) : undefined],
    ["Denoising strength", typeof params.denoise === "number" ? params.denoise : undefined],
    ["Clip skip", typeof params.clipSkip === "number" && params.clipSkip > 1 ? params.clipSkip : undefined],
    ["Mask blur", inpainting && typeof params.blur === "number" ? params.blur : undefined],
    ["Inpaint area", inpainting ? areas[String(params.area)] : undefined],
    ["Version", `backlot ${version}`],
  ];
  const line = pairs.flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${quoted(String(value))}`]));
  return `${[prompt.trim(), ...tags].filter(Boolean).join(" ")}\nNegative prompt: ${String(negative ?? "").trim()}\n${line.join(", ")}`;
}

const areas: Readonly<Record<string, string>> = { "masked only": "Only masked", "whole picture": "Whole picture" };

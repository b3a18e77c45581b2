import { findModel, parseModelRef } from "../engine/model-ref";
import { familyTitles, type ModelRole } from "../engine/report";
import type { Params } from "../passes/active-fields";
import type { FormField } from "../passes/fields";
import { isObject } from "./foreign/settings";
import type { StudioModel } from "./use/find-model";

/** A model that parameters name. `title` is the field's: "Model", "LoRA". */
export type NamedModel = { role: ModelRole; ref: string; title: string };

type Fields = readonly Pick<FormField, "name" | "title" | "model">[];
const objects = (value: unknown) => (Array.isArray(value) ? value.filter(isObject) : []);
const files = (value: unknown, role: ModelRole, title: string): NamedModel[] =>
  objects(value).flatMap(({ file }) => (typeof file === "string" && file !== "" ? [{ role, ref: file, title }] : []));

/** Every model the parameters name: those of fields, LoRAs (of regions too) and control nets. Empty references name none. */
export const modelsOf = (params: Params, fields: Fields): NamedModel[] => [
  ...fields.flatMap(({ name, title, model }) => {
    const ref = params[name];
    return model && typeof ref === "string" && ref !== "" ? [{ role: model, ref, title }] : [];
  }),
  ...files(params.loras, "lora", "LoRA"),
  ...objects(params.regions).flatMap((region) =>
    files(region.loras, "lora", `LoRA of ${String(region.name ?? "a region")}`),
  ),
  ...files(params.controls, "controlnet", "ControlNet"),
];

/** A checkpoint's field takes diffusion models too. */
const rolesOf = (role: ModelRole): readonly ModelRole[] =>
  role === "checkpoint" ? ["checkpoint", "diffusion-model"] : [role];

export const modelsInRole = (role: ModelRole, models: readonly StudioModel[]): StudioModel[] =>
  models.filter((model) => rolesOf(role).includes(model.role));

/** The file a reference means, with the nodes that have it. */
export const studioModel = (role: ModelRole, ref: string, models: readonly StudioModel[]): StudioModel | undefined => {
  const found = findModel(ref, modelsInRole(role, models));
  return models.find((model) => model === found);
};

/** Models that are named and no node has, in words. Nothing is said while no node has told its models. */
export const absentModels = (params: Params, fields: Fields, models: readonly StudioModel[]): string[] => {
  if (models.length === 0) return [];
  return modelsOf(params, fields)
    .filter(({ role, ref }) => !studioModel(role, ref, models))
    .map(({ ref, title }) => `${title}: no node has ${parseModelRef(ref).file}.`);
};

/**
 * Models that do not fit the base model, or cannot be used at all, in words (B5): what is queued with them could only fail.
 * A family nobody knows refuses nothing.
 */
export const wrongModels = (params: Params, fields: Fields, models: readonly StudioModel[]): string[] => {
  const named = modelsOf(params, fields).map((one) => ({ ...one, model: studioModel(one.role, one.ref, models) }));
  const base = named.find(({ role }) => role === "checkpoint")?.model;
  return named.flatMap(({ title, model }) => {
    if (!model) return [];
    if (model.unusable !== null) return [`${title}: ${model.file} cannot be used: ${model.unusable}.`];
    if (!base?.family || !model.family || model.family === base.family || !bound.has(model.role)) return [];
    return [
      `${title}: ${model.file} is for ${familyTitles[model.family]}, the model ${base.file} is ${familyTitles[base.family]}. Choose one of the same family.`,
    ];
  });
};

/** Roles that work with one family alone; an upscaler or a depth model fits all. */
const bound: ReadonlySet<ModelRole> = new Set(["lora", "controlnet", "vae", "ip-adapter", "style-model", "embedding"]);

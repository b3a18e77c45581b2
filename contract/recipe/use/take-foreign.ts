import type { DescribedPass } from "../../passes/describe";
import type { FormField } from "../../passes/fields";
import { type ForeignSettings, foreignRegionWords } from "../foreign/settings";
import { valueText } from "../value-text";
import type { Desk, SettingLine, TakenForeign } from "./desk";
import type { StudioModel } from "./find-model";
import { matchSampler, readSampler, readSchedule } from "./samplers";
import { takeLoras, takeModel, withoutLoras } from "./take-models";
import { ourWeights } from "./weights";

const tasks = { txt2img: "txt2img", img2img: "img2img", inpaint: "inpaint" } as const;

/**
 * Settings of another tool as a request of one of our passes: which pass, its parameters, and for every setting whether it
 * was taken, changed (and into what) or has no place here. `models` are those the team's nodes have; empty: nobody knows.
 * Null when none of `passes` could do such work. With `into` it is that pass, whatever the other tool did.
 */
export function takeForeign(
  settings: ForeignSettings,
  passes: readonly DescribedPass[],
  models: readonly StudioModel[],
  into?: string,
): TakenForeign | null {
  const task = settings.task ?? (settings.denoise !== null && settings.denoise < 1 ? "img2img" : "txt2img");
  // Words for parts of the picture want the pass that paints by regions.
  const regional = settings.regions.length > 0 && passes.some(({ id }) => id === "render-frame");
  const wanted = into ?? (regional && task !== "inpaint" ? "render-frame" : tasks[task]);
  const pass = passes.find(({ id }) => id === wanted);
  if (!pass) return null;
  const desk: Desk = { pass, settings, models, params: {}, lines: [] };
  takeModel(desk);
  takePrompts(desk);
  takeLoras(desk);
  takeRegions(desk);
  takeSeed(desk);
  takeNumbers(desk);
  takeSampler(desk);
  takeMaskWords(desk);
  const others = settings.others.filter(({ key }) => !maskKeys.has(key) && key !== "Nodes");
  for (const { key, value } of others)
    desk.lines.push({ setting: key, said: value, state: "not supported", why: "No pass of ours has it." });
  return { pass, params: desk.params, lines: desk.lines };
}

export const fieldOf = ({ pass }: Desk, name: string): FormField | undefined =>
  pass.fields.find((field) => field.name === name);

const takePrompts = (desk: Desk): void => {
  const { settings } = desk;
  for (const [name, setting, said] of [
    ["prompt", "Prompt", settings.prompt],
    ["negative", "Negative prompt", settings.negative],
  ] as const) {
    if (said === "") continue;
    if (!fieldOf(desk, name)) {
      desk.lines.push({ setting, said, state: "not supported", why: `${desk.pass.title} has no such field.` });
      continue;
    }
    const bare = said.includes("<lora:") ? withoutLoras(said) : said;
    const became = ourWeights(bare, settings.tool);
    const why =
      bare === said ? `${settings.tool} weighs words with other signs.` : "LoRAs stand in a list of their own.";
    desk.params[name] = became;
    desk.lines.push(
      became === said ? { setting, said, state: "taken" } : { setting, said, state: "changed", became, why },
    );
  }
};

/** A region's mask is in no file, so its words are told, not taken. */
const takeRegions = ({ settings, pass, lines }: Desk): void => {
  const paints = Object.hasOwn(pass.inputs, "masks");
  settings.regions.forEach((region, n) => {
    lines.push({
      ...{ setting: `Region ${n + 1}`, said: foreignRegionWords(region), state: "not supported" },
      why: paints
        ? "Its mask is in no file: paint a region on the canvas and give it these words."
        : `${pass.title} paints no regions; Render frame does.`,
    });
  });
};

const takeSeed = (desk: Desk): void => {
  const { seed } = desk.settings;
  if (seed === null) return;
  const field = desk.pass.fields.find(({ kind }) => kind === "seed");
  const number = Number(seed);
  if (field && Number.isSafeInteger(number)) {
    desk.params[field.name] = number;
    desk.lines.push({ setting: "Seed", said: seed, state: "taken" });
    return;
  }
  const why = field
    ? "Our seeds end at 9007199254740991; a random one is drawn instead."
    : `${desk.pass.title} has no seed.`;
  desk.lines.push({ setting: "Seed", said: seed, state: "not supported", why });
};

const numbers = [
  ["steps", "Steps"],
  ["cfg", "CFG"],
  ["denoise", "Denoise"],
  ["width", "Width"],
  ["height", "Height"],
  ["clipSkip", "Clip skip"],
] as const;

const takeNumbers = (desk: Desk): void => {
  const { settings, pass } = desk;
  for (const [name, setting] of numbers) {
    const said = settings[name];
    if (said === null) continue;
    // ComfyUI writes 1 where nothing was there to begin with: it says nothing.
    if (name === "denoise" && said === 1 && pass.id === "txt2img") continue;
    const field = fieldOf(desk, name);
    if (field) takeNumber(desk, field, setting, said);
    else desk.lines.push({ setting, said: String(said), state: "not supported", why: whyNot(name, desk) });
  }
};

const whyNot = (name: string, { pass }: Desk): string => {
  if (name === "width" || name === "height") return "The result is as large as the picture it begins from.";
  if (name === "denoise") return "It belongs to a second, larger pass: queue an upscale on the result.";
  return `${pass.title} has no such setting.`;
};

/** The nearest number the field takes. */
const takeNumber = (desk: Desk, field: FormField, setting: string, said: number): void => {
  const { min = -Infinity, max = Infinity, step = 1 } = field;
  const coarse = field.kind === "integer" ? Math.round(said / step) * step : Number(said.toFixed(4));
  const value = Math.min(max, Math.max(min, coarse));
  desk.params[field.name] = value;
  if (Math.abs(value - said) < 1e-6) desk.lines.push({ setting, said: String(said), state: "taken" });
  else
    desk.lines.push({
      ...{ setting, said: String(said), state: "changed", became: valueText(value, field) },
      why:
        said < min || said > max ? `${desk.pass.title} takes ${min} to ${max}.` : `Here it goes in steps of ${step}.`,
    });
};

const takeSampler = (desk: Desk): void => {
  const { settings } = desk;
  // InvokeAI calls its sampler a scheduler.
  const words = settings.sampler || (settings.tool === "InvokeAI" ? settings.scheduler : "");
  const schedule = settings.sampler === "" && settings.tool === "InvokeAI" ? "" : settings.scheduler;
  const read = readSampler(words);
  if (words !== "") {
    const field = fieldOf(desk, "sampler");
    const match = matchSampler(read.sampler, field?.choices?.map(({ value }) => value) ?? []);
    if (field && match) desk.params.sampler = match.id;
    desk.lines.push(choiceLine({ field, setting: "Sampler", said: words, match }));
  }
  const wanted = readSchedule(schedule) || read.schedule;
  if (wanted === "") return;
  const field = fieldOf(desk, "schedule");
  const known = field?.choices?.some(({ value }) => value === wanted) ?? false;
  if (field && known) desk.params.schedule = wanted;
  const match = known ? { id: wanted, exact: true } : undefined;
  desk.lines.push(choiceLine({ field, setting: "Schedule", said: schedule || read.schedule, match }));
};

type Choice = {
  field: FormField | undefined;
  setting: string;
  said: string;
  match: { id: string; exact: boolean } | undefined;
};

const choiceLine = ({ field, setting, said, match }: Choice): SettingLine => {
  if (!field || !match) {
    const usual = field ? `; ${valueText(field.default, field)} is used` : "";
    return { setting, said, state: "not supported", why: `It is not among ours${usual}.` };
  }
  const became = valueText(match.id, field);
  if (match.exact && became === said) return { setting, said, state: "taken" };
  if (match.exact) return { setting, said, state: "changed", became, why: "The same by another name." };
  return { setting, said, state: "changed", became, why: "It is not among ours; this one comes nearest." };
};

const fills: Readonly<Record<string, string>> = {
  original: "original",
  fill: "blurred",
  "latent noise": "noise",
  "latent nothing": "empty",
};
const maskKeys = new Set(["Mask blur", "Inpaint area", "Masked area padding", "Masked content"]);

/** What A1111 and Forge say of the mask; the mask itself is in no file. */
const takeMaskWords = (desk: Desk): void => {
  if (desk.pass.id === "inpaint")
    desk.lines.push({
      ...{ setting: "Mask", said: "in no file", state: "not supported" },
      why: "Paint it on the canvas: other tools do not keep it in the picture.",
    });
  const said = (key: string) => desk.settings.others.find((one) => one.key === key)?.value;
  const number = (key: string, name: string) => {
    const [value, field] = [said(key), fieldOf(desk, name)];
    if (value === undefined) return;
    if (field && Number.isFinite(Number(value))) takeNumber(desk, field, key, Number(value));
    else desk.lines.push({ setting: key, said: value, state: "not supported", why: `${desk.pass.title} has no mask.` });
  };
  const choice = (key: string, name: string, id: string | undefined) => {
    const [value, field] = [said(key), fieldOf(desk, name)];
    if (value === undefined) return;
    const match =
      id !== undefined && field?.choices?.some(({ value }) => value === id) ? { id, exact: true } : undefined;
    if (match) desk.params[name] = match.id;
    desk.lines.push(choiceLine({ field, setting: key, said: value, match }));
  };
  number("Mask blur", "blur");
  number("Masked area padding", "padding");
  choice("Inpaint area", "area", /only/i.test(said("Inpaint area") ?? "") ? "masked only" : "whole picture");
  choice("Masked content", "fill", fills[(said("Masked content") ?? "").toLowerCase()]);
};

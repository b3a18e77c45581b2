import type { FormField } from "../passes/fields";
import type { Recipe } from "./recipe";
import { sameValue } from "./same";
import { valueText } from "./value-text";
import { diffWords, type WordPiece } from "./words-diff";

/** One thing two recipes do not share, in words. `null`: that side does not have it. */
export type RecipeChange = {
  /** The parameter's name, or `pass`, `input image`, `mask`. */
  key: string;
  title: string;
  before: string | null;
  after: string | null;
  /** Of numbers: after less before, without crumbs of binary fractions. */
  by?: number;
  /** Of long texts: word by word. */
  words?: WordPiece[];
};

type Titles = readonly (Pick<FormField, "name" | "title"> & Partial<FormField>)[];

/**
 * What differs from `before` to `after`, and nothing else: pass, parameters in the form's order, then inputs by content.
 * `fields` are the form's of the later pass; a parameter without one is named as it is. Equal recipes give an empty list.
 */
export const diffRecipes = (before: Recipe, after: Recipe, fields: Titles = []): RecipeChange[] => {
  const of = new Map(fields.map((field) => [field.name, field]));
  const order = [...new Set([...of.keys(), ...Object.keys(after.params), ...Object.keys(before.params)])];
  const changes: RecipeChange[] = [];
  if (before.pass !== after.pass || before.passVersion !== after.passVersion)
    changes.push({ key: "pass", title: "Pass", before: passOf(before), after: passOf(after) });
  for (const name of order) {
    const [one, other] = [before.params[name], after.params[name]];
    if (sameValue(one, other)) continue;
    const field = of.get(name);
    const said = (value: unknown) => (value === undefined || value === null ? null : valueText(value, field));
    const long = typeof one === "string" && typeof other === "string" && (field ? field.multiline : one.includes(" "));
    changes.push({
      ...{ key: name, title: field?.title ?? titleOf(name), before: said(one), after: said(other) },
      ...(typeof one === "number" && typeof other === "number" && name !== "seed" && { by: round(other - one) }),
      ...(long && { words: diffWords(one, other) }),
    });
  }
  return [...changes, ...inputChanges(before, after)];
};

/** How two sets of parameters differ, by name: what a form marks. */
export const changedParams = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !sameValue(before[name], after[name]));

const inputChanges = (before: Recipe, after: Recipe): RecipeChange[] => {
  const slots = [...new Set([...before.inputs, ...after.inputs].map(({ slot }) => slot))];
  const held = (recipe: Recipe, slot: string) =>
    recipe.inputs.filter((input) => input.slot === slot).map(({ sha256 }) => sha256.slice(0, 12));
  return slots.flatMap((slot) => {
    const [one, other] = [held(before, slot).join(", "), held(after, slot).join(", ")];
    if (one === other) return [];
    return {
      key: `input ${slot}`,
      title: `Input: ${titleOf(slot).toLowerCase()}`,
      before: one || null,
      after: other || null,
    };
  });
};

const passOf = ({ pass, passVersion }: Recipe) => `${titleOf(pass)} ${passVersion}`;
const round = (value: number) => Number(value.toPrecision(12));

/** "keepEyes", "face-pop" → "Keep eyes", "Face pop" */
export const titleOf = (name: string): string => {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/[-_]/g, " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

import { type EnvironmentKind, environmentKinds } from "./kind";

/** What one can say about the shots of a place before it is built (A32). */
export const kindQuestions = [
  { id: "contact", label: "Someone touches the place", help: "Sits on a chair, leans on a wall, opens a door" },
  { id: "travel", label: "The camera travels through it", help: "A dolly, a crane, a walk: more than a step" },
  { id: "match", label: "Exact matches from several sides", help: "The same door from inside and outside" },
  { id: "around", label: "Shots look in many directions", help: "A talk in shot and counter-shot, a turn on the spot" },
  { id: "light", label: "The surroundings light the characters", help: "Reflections, sky light, a sunset behind" },
  { id: "prototype", label: "It must stand in minutes", help: "A first try, an animatic, a pitch" },
  { id: "static", label: "The camera stands, pans or zooms", help: "One angle, or a slow move across a picture" },
  { id: "detail", label: "It is seen close and large", help: "A long hold, a zoom into a window" },
  { id: "once", label: "It is seen in one or two shots", help: "An insert, an establishing view" },
] as const;
export type KindAnswer = (typeof kindQuestions)[number]["id"];

type Weight = { [Kind in EnvironmentKind]?: number };
const weights: Record<KindAnswer, Weight & { because: string }> = {
  contact: { modelled: 10, because: "touching needs a surface that is really there" },
  travel: { modelled: 6, panorama: -4, plate: -4, because: "a travelling camera needs true parallax" },
  match: { modelled: 4, panorama: 1, plate: -2, because: "exact matches need one geometry for all angles" },
  around: { panorama: 4, modelled: 1, plate: -1, because: "one panorama holds every direction from its point" },
  light: { panorama: 2, modelled: 1, because: "a panorama lights what stands in it" },
  prototype: { panorama: 2, plate: 2, modelled: -3, because: "minutes, not hours" },
  static: { plate: 3, panorama: 1, because: "a camera that stays needs no geometry" },
  detail: { plate: 3, panorama: -1, because: "a plate spends all its pixels on one view" },
  once: { plate: 2, modelled: -2, because: "little use does not repay modelling" },
};

export type KindAdvice = {
  kind: EnvironmentKind;
  reasons: string[];
  scores: Record<EnvironmentKind, number>;
  /** True when the second best is about as good. */
  close: boolean;
};

/** Which kind of environment to build, from what was ticked; null when nothing was. Contact always asks for a model. */
export const adviseKind = (ticked: readonly KindAnswer[]): KindAdvice | null => {
  if (ticked.length === 0) return null;
  const scores: Record<EnvironmentKind, number> = { plate: 0, panorama: 0, modelled: 0 };
  for (const id of new Set(ticked)) for (const kind of environmentKinds) scores[kind] += weights[id][kind] ?? 0;
  const ranked = [...environmentKinds].sort((a, b) => scores[b] - scores[a]);
  const kind = ticked.includes("contact") ? "modelled" : (ranked[0] ?? "plate");
  const second = ranked.find((other) => other !== kind) ?? kind;
  const reasons = kindQuestions
    .filter(({ id }) => ticked.includes(id) && (weights[id][kind] ?? 0) > 0)
    .map(({ id, label }) => `${label}: ${weights[id].because}`);
  return { kind, reasons, scores, close: !ticked.includes("contact") && scores[kind] - scores[second] <= 1 };
};

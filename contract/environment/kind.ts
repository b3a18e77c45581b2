export const environmentKinds = ["plate", "panorama", "modelled"] as const;
export type EnvironmentKind = (typeof environmentKinds)[number];

export const kindWords: Record<
  EnvironmentKind,
  { label: string; about: string; goodFor: string; limits: readonly string[] }
> = {
  plate: {
    label: "Plates",
    about: "Flat pictures, one per camera angle",
    goodFor: "Locked cameras, pans and zooms; the most detail for the least work.",
    limits: [
      "Each angle is its own picture: two angles may not agree with each other.",
      "No parallax: a camera that travels shows that it is flat.",
      "Nothing can be touched or walked behind without a cut-out layer.",
    ],
  },
  panorama: {
    label: "360° panorama",
    about: "One picture all around, seen from one point",
    goodFor: "Many angles from one spot in minutes; light that agrees in every shot.",
    limits: [
      "Not accurate: sizes and distances are guessed.",
      "No interaction: nobody sits, leans or opens a door.",
      "Wrong parallax: beyond a tenth of its radius a travelling camera tears it.",
      "Seam and poles may show: check the scores.",
    ],
  },
  modelled: {
    label: "Modelled",
    about: "A scene in three dimensions",
    goodFor: "Contact, long camera moves, exact matches between shots.",
    limits: [
      "Takes hours where a panorama takes minutes.",
      "Its pictures look as good as its textures: plan a render or a repaint.",
      "Needs a machine that carries the scene.",
    ],
  },
};

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

/** A shot's use of a place, as far as it is known. Lengths in one unit, `radius` the distance of the dome. */
export type ShotInPlace = { kind: EnvironmentKind; dolly?: number; radius?: number; contact?: boolean };
export type PlaceWarning = { about: "dolly" | "contact"; words: string };

/** A dolly may go this far, as a share of a panorama's radius, before it tears. */
export const dollyShare = 0.1;

/** What a shot asks of a place that its kind cannot give (A31): camera travel in a dome or before a plate, touch. */
export const lintShotInPlace = ({ kind, dolly = 0, radius, contact }: ShotInPlace): PlaceWarning[] => {
  if (kind === "modelled") return [];
  const warnings: PlaceWarning[] = [];
  const place = kind === "panorama" ? "panorama" : "plate";
  if (kind === "panorama" && radius !== undefined && radius > 0 && Math.abs(dolly) > radius * dollyShare)
    warnings.push({
      about: "dolly",
      words: `The camera travels ${Math.round((Math.abs(dolly) / radius) * 100)} % of the panorama's radius; beyond 10 % its parallax is wrong. Shorten the move, cut, or model the place.`,
    });
  if (kind === "plate" && Math.abs(dolly) > 0)
    warnings.push({
      about: "dolly",
      words:
        "The camera travels before a flat plate, which has no parallax. Make it a pan or a zoom, or model the place.",
    });
  if (contact)
    warnings.push({
      about: "contact",
      words: `Someone touches the place, and a ${place} has no surface. Frame the touch out, add a prop, or model the place.`,
    });
  return warnings;
};

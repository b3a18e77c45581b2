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

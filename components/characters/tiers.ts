/** How much a character matters to the film, the largest part first. */
export const tiers = { lead: "Lead", support: "Support", extra: "Extra" } as const;
export type Tier = keyof typeof tiers;
export const tierIds = Object.keys(tiers) as [Tier, ...Tier[]];

export const tierOptions = tierIds.map((value) => ({ value, label: tiers[value] }));

/** What each asks of the work (E1, E2). */
export const tierHelp: Record<Tier, string> = {
  lead: "The same from every side; the longer set-up is worth it.",
  support: "Holds from the angles that are seen.",
  extra: "Seen once; one picture and a voice will do.",
};

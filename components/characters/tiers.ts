/** How much a character matters to the film, the largest part first. */
export const tiers = { lead: "Lead", support: "Support", extra: "Extra" } as const;
export type Tier = keyof typeof tiers;
export const tierIds = Object.keys(tiers) as [Tier, ...Tier[]];

export const tierOptions = tierIds.map((value) => ({ value, label: tiers[value] }));

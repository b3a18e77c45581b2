interface Rights {
  source: string;
  licence: string;
  consent: boolean;
  depicts: "unknown" | "person" | "drawn" | "rendered" | "generated";
}

/** Whom a picture shows, for a choice. */
export const depictsOptions = [
  { value: "unknown", label: "Not said" },
  { value: "person", label: "A real person" },
  { value: "drawn", label: "Drawn by hand" },
  { value: "rendered", label: "Rendered in 3D" },
  { value: "generated", label: "Made by a model" },
] as const satisfies readonly { value: Rights["depicts"]; label: string }[];

/** A real person who did not agree: it stands in the way of approval (B31). */
export const lacksConsent = ({ depicts, consent }: Rights): boolean => depicts === "person" && !consent;

/** What the rights of a character's pictures still lack. */
export const rightsState = (images: readonly Rights[]) => ({
  pictures: images.length,
  blocking: images.filter(lacksConsent).length,
  unsaid: images.filter(({ depicts }) => depicts === "unknown").length,
  unsourced: images.filter(({ source }) => source === "").length,
  unlicensed: images.filter(({ licence }) => licence === "").length,
});

import type { EnvironmentKind } from "./kind";

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

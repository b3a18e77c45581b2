import type { EnvironmentKind } from "./kind";
import { lintShotInPlace } from "./lint-shot";
import { plateAdvice, type Size } from "./plate-advice";

/** A shot's camera move as far as its words say: "Dolly left 2 m", "Pan right 3840 px", "Slow zoom 1.5x". */
export type CameraMove = {
  /** The camera leaves its place: a dolly, a crane, a push. */
  travels: boolean;
  metres: number | null;
  /** It turns over the picture, to a side or up and down; pixels of the output where they are said. */
  pans: "across" | "up or down" | null;
  pixels: number | null;
  /** The closest view as a multiple of the widest. */
  zoom: number | null;
};

const travelling =
  /\b(dolly|dollies|track|tracking|truck|crane|boom|jib|pedestal|push|pull|steadicam|orbit|arc|follow|walk|fly|drone)\b/i;
const number = (text: string, unit: RegExp): number | null => {
  const found = unit.exec(text)?.[1];
  return found === undefined ? null : Number(found.replace(",", "."));
};

export const readMove = (text: string): CameraMove => ({
  travels: travelling.test(text),
  metres: number(text, /(\d+(?:[.,]\d+)?)\s*m(?:et(?:re|er)s?)?\b/i),
  pans: /\bpan\b/i.test(text) ? "across" : /\btilt\b/i.test(text) ? "up or down" : null,
  pixels: number(text, /(\d+)\s*px\b/i),
  zoom: number(text, /(\d+(?:[.,]\d+)?)\s*[x×](?:\s|$|[,.;])/i),
});

export type MoveInPlace = {
  kind: EnvironmentKind;
  /** The shot's move, as it was written. */
  move: string;
  /** The largest plate the shot can use, in pixels; null without one. */
  plate: Size | null;
  /** Pixels of the film. */
  output: Size;
};

/** What the place cannot give this move (A31, E16), a sentence each; none where nothing is known to be wrong. */
export const moveWarnings = ({ kind, move, plate, output }: MoveInPlace): string[] => {
  const { travels, metres, pans, pixels, zoom } = readMove(move);
  const warnings =
    travels && kind === "plate" ? lintShotInPlace({ kind, dolly: metres ?? 1 }).map(({ words }) => words) : [];
  if (travels && kind === "panorama")
    warnings.push(
      "The camera travels in a panorama: beyond 10 % of its radius the parallax is wrong. Keep the move short, cut, or model the place.",
    );
  if (kind !== "plate" || plate === null || (pans === null && zoom === null)) return warnings;
  const along = pans === "up or down" ? output.height - plate.height : output.width - plate.width;
  if (pans !== null && pixels === null && zoom === null)
    return along < 0
      ? warnings
      : [
          ...warnings,
          `The plate of ${plate.width} × ${plate.height} pixels leaves no room to ${pans === "across" ? "pan" : "tilt"} in ${output.width} × ${output.height}: it would be enlarged. Upscale it or paint it larger.`,
        ];
  const path = { panX: pans === "across" ? (pixels ?? 0) : 0, panY: pans === "up or down" ? (pixels ?? 0) : 0 };
  const advice = plateAdvice(plate, output, { ...path, zoom: zoom ?? 1 });
  return advice.verdict === "enough" ? warnings : [...warnings, advice.words];
};

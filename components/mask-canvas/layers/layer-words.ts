import type { Output } from "@/components/trpc";
import type { RegionCoverage } from "@/contract/mask/coverage";
import type { LayerKind } from "@/contract/mask/layer";
import type { Rgb } from "../engine/view/mask-look";

export type Layer = Output["masks"]["layers"][number];

export const kindWords: Record<LayerKind, string> = {
  inpaint: "Inpaint mask",
  region: "Region",
  protected: "Protected area",
  picture: "Picture",
  adjustment: "Adjustment",
};

/** One line on what painting on it means. */
export const kindHelp: Record<LayerKind, string> = {
  inpaint: "White is repainted by a pass",
  region: "Whose part of the picture this is",
  protected: "Never repainted, whatever the mask says",
  picture: "Shows another picture where you paint",
  adjustment: "Changes the colours of what lies below, where it is painted",
};

const own: Record<LayerKind, string> = {
  inpaint: "#f2a33a",
  region: "#3c8fe0",
  protected: "#35c2d0",
  picture: "#b58ae8",
  adjustment: "#9fb4c4",
};

/** #rrggbb, the kind's own unless the layer has one. */
export const colourOf = ({ kind, colour }: Pick<Layer, "kind" | "colour">): string => colour ?? own[kind];

export const rgbOf = (colour: string): Rgb => {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
};

/** "100 %" only for all of it; tenths below a tenth of the picture, so that a thin gap is not rounded away. */
const share = (part: number, all: number): string => {
  const percent = (part / all) * 100;
  if (percent > 0 && percent < 0.1) return "< 0.1 %";
  return `${percent < 10 ? Math.round(percent * 10) / 10 : Math.floor(percent)} %`;
};

/** What the regions leave open and hold twice, in a few words; null when each pixel is in exactly one. */
export function coverageProblem({ gap, overlap, pixels }: RegionCoverage): string | null {
  const parts = [gap > 0 && `gap ${share(gap, pixels)}`, overlap > 0 && `overlap ${share(overlap, pixels)}`];
  const said = parts.filter(Boolean).join(", ");
  return said === "" ? null : said;
}

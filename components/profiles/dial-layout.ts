import { type Angle, angleIds } from "@/contract/profile/angles";
import { type Direction, slotDirections } from "@/contract/profile/directions";

/** The dial's own units: one a degree across, stretched a little up and down. The head turns from behind, left, to behind. */
export const dial = { width: 400, height: 132, left: -200, top: -66 } as const;
const tall = 1.27;

/** Where a direction lies on the dial, in its units; x may be mirrored to both ends where it is seen from behind. */
export const pointOf = ({ yaw, pitch }: Direction): { x: number; y: number } => ({ x: yaw, y: -pitch * tall });

export interface Region {
  slot: Angle;
  x: number;
  y: number;
  rx: number;
  ry: number;
  /** Left out for the twin of a region that stands twice, such as the back at both ends. */
  main: boolean;
}

/** The nine angles as regions of the dial. Over the shoulder lies on both sides, the back at both ends. */
export const regions: readonly Region[] = angleIds.flatMap((slot) => {
  const { at, tolerance } = slotDirections[slot];
  const size = { rx: Math.min(tolerance, 19), ry: Math.min(tolerance, 19) };
  const places = slot === "back" ? [{ yaw: -180, pitch: 0 }, ...at] : at;
  return places.map((direction, n) => ({ slot, ...pointOf(direction), ...size, main: n === places.length - 1 }));
});

/** The angle under a point of the dial; undefined between them. */
export const regionAt = (x: number, y: number): Angle | undefined =>
  regions.find((one) => ((x - one.x) / one.rx) ** 2 + ((y - one.y) / one.ry) ** 2 <= 1)?.slot;

/** The direction a point of the dial stands for, in whole degrees. */
export const directionAt = (x: number, y: number): Direction => ({
  yaw: Math.round(Math.min(180, Math.max(-180, x))),
  pitch: Math.round(Math.min(90, Math.max(-90, -y / tall))),
});

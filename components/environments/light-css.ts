import { type Light, lightDirection } from "@/contract/environment/light";

const channels = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
const rgb = (values: readonly number[]) =>
  `rgb(${values.map((value) => Math.round(Math.min(255, Math.max(0, value)))).join(" ")})`;

/** A rough tint for a flat picture: what to multiply over it, and how bright to show it. It is no relight. */
export const tintOf = (light: Light): { background: string; brightness: number } => {
  const { x, y, z } = lightDirection(light);
  const across = Math.hypot(x, y);
  // CSS counts clockwise from up, towards the lit side.
  const angle = (Math.atan2(x, y) * 180) / Math.PI;
  const lit = channels(light.colour).map((value) => value * 0.7 + 255 * 0.3);
  const shade = (1 - 0.7 * across) * (1 - 0.3 * Math.max(0, -z));
  const dark = lit.map((value) => value * shade);
  return {
    background: `linear-gradient(${angle.toFixed(1)}deg, ${rgb(dark)}, ${rgb(lit)})`,
    brightness: Math.round((0.3 + 0.7 * Math.min(1.8, light.intensity)) * 100) / 100,
  };
};

/** Where a light stands on the dial: unit circle, x right, y down; the horizon is a ring at `horizon`. */
export const horizon = 0.72;
export const onDial = ({ azimuth, elevation }: Pick<Light, "azimuth" | "elevation">): { x: number; y: number } => {
  const reach =
    elevation >= 0 ? horizon * (1 - elevation / 90) : horizon + (1 - horizon) * Math.min(1, -elevation / 90);
  const turn = (azimuth * Math.PI) / 180;
  return { x: reach * Math.sin(turn), y: -reach * Math.cos(turn) };
};

/** The angles at a place of the dial, whole degrees. The inverse of `onDial`; the middle keeps the azimuth given. */
export const fromDial = (x: number, y: number, keep: number): { azimuth: number; elevation: number } => {
  const reach = Math.min(1, Math.hypot(x, y));
  const elevation = reach <= horizon ? 90 * (1 - reach / horizon) : -90 * ((reach - horizon) / (1 - horizon));
  const azimuth = reach < 0.02 ? keep : (Math.round((Math.atan2(x, -y) * 180) / Math.PI) + 360) % 360;
  return { azimuth, elevation: Math.round(elevation) };
};

import type { Point } from "./affine";
import { blank, copyOf, type Grey, place, type Rgb, toByte } from "./pixels";

export type Colour = readonly [number, number, number];

// Just enough drawing for the strip of steps in between. Every function returns a new picture.

const set = (rgb: Rgb, x: number, y: number, colour: Colour) => {
  if (x < 0 || y < 0 || x >= rgb.width || y >= rgb.height) return;
  rgb.data.set(colour, (y * rgb.width + x) * 3);
};

const disc = (rgb: Rgb, { x, y }: Point, radius: number, colour: Colour) => {
  const reach = Math.ceil(radius);
  for (let j = -reach; j <= reach; j++) {
    for (let i = -reach; i <= reach; i++) {
      if (i * i + j * j <= radius * radius + 0.5) set(rgb, Math.round(x) + i, Math.round(y) + j, colour);
    }
  }
};

/** Filled dots. */
export const withDots = (source: Rgb, points: readonly Point[], radius: number, colour: Colour): Rgb => {
  const out = copyOf(source);
  for (const point of points) disc(out, point, radius, colour);
  return out;
};

/** A closed line through the points. */
export const withOutline = (source: Rgb, corners: readonly Point[], thickness: number, colour: Colour): Rgb => {
  const out = copyOf(source);
  corners.forEach((from, at) => {
    const to = corners[(at + 1) % corners.length] ?? from;
    const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y)) || 1;
    for (let step = 0; step <= steps; step++) {
      const t = step / steps;
      disc(out, { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t }, thickness / 2, colour);
    }
  });
  return out;
};

/** The mask as a tint over the picture. */
export const withTint = (source: Rgb, mask: Grey, colour: Colour, strength = 0.5): Rgb => {
  const out = copyOf(source);
  for (let i = 0; i < mask.data.length; i++) {
    const share = ((mask.data[i] ?? 0) / 255) * strength;
    for (let c = 0; c < 3 && share > 0; c++) {
      const value = source.data[i * 3 + c] ?? 0;
      out.data[i * 3 + c] = toByte(value + ((colour[c] ?? 0) - value) * share);
    }
  }
  return out;
};

/** Two pictures of one height, side by side with a gap. */
export const sideBySide = (left: Rgb, right: Rgb, gap = 8): Rgb => {
  const sheet = blank(left.width + gap + right.width, Math.max(left.height, right.height), 3, 24);
  return place(place(sheet, left, 0, 0), right, left.width + gap, 0);
};

import { luma } from "../../contract/pixels/colour";
import { blurredPlane } from "./masks";
import { blank, type Grey, type Rgb } from "./pixels";

export type CannyOptions = { low: number; high: number; blur: number };

/** One-pixel edges, 255 on 0. Thresholds are Sobel sums (an unblurred step of 255 levels gives 1020); raising either only removes pixels. */
export const canny = (source: Rgb, { low, high, blur }: CannyOptions): Grey => {
  const { width, height } = source;
  const grey = new Float32Array(width * height);
  for (let i = 0; i < grey.length; i++) {
    grey[i] = luma(source.data[i * 3] ?? 0, source.data[i * 3 + 1] ?? 0, source.data[i * 3 + 2] ?? 0);
  }
  const { gx, gy, strength } = sobel(blurredPlane(grey, width, height, 1, blur), width, height);
  return follow(thin(gx, gy, strength, width, height), width, height, low, high);
};

const sobel = (plane: Float32Array, width: number, height: number) => {
  const gx = new Float32Array(plane.length);
  const gy = new Float32Array(plane.length);
  const strength = new Float32Array(plane.length);
  const at = (x: number, y: number) =>
    plane[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))] as number;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const [a, b, c] = [at(x - 1, y - 1), at(x, y - 1), at(x + 1, y - 1)];
      const [d, f] = [at(x - 1, y), at(x + 1, y)];
      const [g, h, k] = [at(x - 1, y + 1), at(x, y + 1), at(x + 1, y + 1)];
      const dx = c + 2 * f + k - a - 2 * d - g;
      const dy = g + 2 * h + k - a - 2 * b - c;
      gx[i] = dx;
      gy[i] = dy;
      strength[i] = Math.hypot(dx, dy);
    }
  }
  return { gx, gy, strength };
};

/** Keeps a pixel only where it is the strongest across the edge; of two equals the first one, so that lines stay one pixel wide. */
const thin = (gx: Float32Array, gy: Float32Array, strength: Float32Array, width: number, height: number) => {
  const out = new Float32Array(strength.length);
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : (strength[y * width + x] as number);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const here = strength[i] as number;
      if (here === 0) continue;
      const dx = gx[i] as number;
      const dy = gy[i] as number;
      const [sx, sy] = [Math.sign(dx), Math.sign(dy)];
      const steep = Math.abs(dy) > Math.abs(dx);
      const lean = steep ? Math.abs(dx / dy) : Math.abs(dy / dx);
      const side = (sign: number) => {
        const straight = steep ? at(x, y + sign * sy) : at(x + sign * sx, y);
        return straight * (1 - lean) + at(x + sign * sx, y + sign * sy) * lean;
      };
      const slack = here * 1e-5;
      if (here > side(-1) + slack && here >= side(1) - slack) out[i] = here;
    }
  }
  return out;
};

/** Strong pixels, and weak ones that touch them. */
const follow = (edges: Float32Array, width: number, height: number, low: number, high: number): Grey => {
  const out = blank(width, height, 1);
  const stack: number[] = [];
  for (let i = 0; i < edges.length; i++) if ((edges[i] as number) >= high) stack.push(i);
  for (const i of stack) out.data[i] = 255;
  for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
    const x = i % width;
    const y = (i - x) / width;
    for (let Y = Math.max(0, y - 1); Y <= Math.min(height - 1, y + 1); Y++) {
      for (let X = Math.max(0, x - 1); X <= Math.min(width - 1, x + 1); X++) {
        const q = Y * width + X;
        if (out.data[q] || (edges[q] as number) < low) continue;
        out.data[q] = 255;
        stack.push(q);
      }
    }
  }
  return out;
};

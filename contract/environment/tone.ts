/** How a picture of linear light is brought into 8 bits: a gain, and the brightness that becomes white after it. */
export type Tone = { gain: number; white: number };

const grey = 0.18;
const luminance = (r: number, g: number, b: number) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/**
 * A tone from samples of linear light (three floats each). The gain goes only part of the way to middle grey, so that a
 * night stays darker than a noon; the brightest thousandth may burn out.
 */
export const toneOf = (samples: Float32Array): Tone => {
  const lights: number[] = [];
  let [sum, count] = [0, 0];
  for (let at = 0; at + 2 < samples.length; at += 3) {
    const light = luminance(samples[at] ?? 0, samples[at + 1] ?? 0, samples[at + 2] ?? 0);
    if (!Number.isFinite(light) || light <= 0) continue;
    lights.push(light);
    sum += Math.log(light);
    count++;
  }
  if (count === 0) return { gain: 1, white: 1 };
  lights.sort((a, b) => a - b);
  const gain = Math.min(1e6, Math.max(1e-6, (grey / Math.exp(sum / count)) ** 0.6));
  const bright = lights[Math.min(count - 1, Math.floor(count * 0.999))] ?? 1;
  return { gain, white: Math.max(1, bright * gain) };
};

const steps = 4096;
/** sRGB's curve over `steps` equal steps of linear 0–1. */
const curve = Uint8Array.from({ length: steps + 1 }, (_, n) => {
  const linear = n / steps;
  return Math.round(255 * (linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055));
});

/** One channel of linear light as an 8-bit sRGB value: Reinhard's shoulder, white at `white`. Not-a-number is black. */
export const toneMapped = (light: number, { gain, white }: Tone): number => {
  const x = light * gain;
  if (!(x > 0)) return 0;
  if (x >= white) return 255;
  const mapped = (x * (1 + x / (white * white))) / (1 + x);
  return curve[Math.min(steps, Math.round(mapped * steps))] ?? 255;
};

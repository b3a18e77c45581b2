import { blank, type Grey } from "./pixels";

/** The separate parts of a mask (pixels from 128 up that touch, corners count), the largest first; parts below `least` of the picture are dropped. */
export const islandsOf = (mask: Grey, least = 0.001): Grey[] => {
  const { width, height, data } = mask;
  const seen = new Uint8Array(data.length);
  const found: { size: number; part: Grey }[] = [];
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || (data[start] ?? 0) < 128) continue;
    const part = blank(width, height, 1);
    const open = [start];
    seen[start] = 1;
    let size = 0;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      part.data[at] = data[at] ?? 0;
      size++;
      const [x, y] = [at % width, Math.floor(at / width)];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (seen[next] || (data[next] ?? 0) < 128) continue;
          seen[next] = 1;
          open.push(next);
        }
    }
    if (size >= least * data.length) found.push({ size, part });
  }
  return found.sort((a, b) => b.size - a.size).map(({ part }) => part);
};

/** White where no mask is, black where one is, soft edges kept. */
export const restOf = (masks: readonly Grey[], width: number, height: number): Grey => {
  const rest = blank(width, height, 1, 255);
  for (const { data } of masks)
    for (let i = 0; i < data.length; i++) rest.data[i] = Math.min(rest.data[i] ?? 0, 255 - (data[i] ?? 0));
  return rest;
};

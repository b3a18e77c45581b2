import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";

const [width, height] = [4000, 3000];
const margin = 400;

/**
 * Writes `count` JPEGs of 12 megapixels, all different, as heavy as a camera's: soft shapes under a fine grain, quality 85.
 * Answers their paths and their middle size in bytes.
 */
export const writePhotographs = async (folder: string, count: number): Promise<{ paths: string[]; bytes: number }> => {
  await mkdir(folder, { recursive: true });
  const [wide, high] = [width + margin, height + margin];
  let seed = 7;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const shapes = Uint8Array.from({ length: 44 * 34 * 3 }, () => 40 + random() * 180);
  const data = await sharp(shapes, { raw: { width: 44, height: 34, channels: 3 } })
    .resize(wide, high, { kernel: "cubic", fit: "fill" })
    .raw()
    .toBuffer();
  const grain = Int8Array.from({ length: 65_537 }, () => (random() + random() + random() - 1.5) * 34);
  for (let at = 0; at < data.length; at++)
    data[at] = Math.max(0, Math.min(255, (data[at] ?? 0) + (grain[at % 65_537] ?? 0)));
  const paths: string[] = [];
  let bytes = 0;
  for (let n = 0; n < count; n++) {
    const [left, top] = [Math.floor((margin * (n % 10)) / 10), Math.floor((margin * Math.floor(n / 10)) / 5)];
    const jpeg = await sharp(data, { raw: { width: wide, height: high, channels: 3 } })
      .extract({ left, top, width, height })
      .jpeg({ quality: 85 })
      .toBuffer();
    const file = path.join(folder, `drop ${n}.jpg`);
    await writeFile(file, jpeg);
    paths.push(file);
    bytes += jpeg.length;
  }
  return { paths, bytes: bytes / count };
};

import { createHash } from "node:crypto";
import sharp from "sharp";

export type Body = Record<string, unknown>;
type Raw = { data: Buffer; info: { width: number; height: number } };

const number = (value: unknown, usual: number) => (typeof value === "number" ? value : usual);

/** Base64 with or without "data:"; throws like the server does. */
export const readImage = async (given: unknown, channels: 1 | 3): Promise<Raw> => {
  const text = String(given).replace(/^data:image\/\w+;base64,/, "");
  const image = sharp(Buffer.from(text, "base64")).removeAlpha();
  return (channels === 1 ? image.toColourspace("b-w") : image.toColourspace("srgb"))
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
};

/**
 * What is "painted": stripes whose colour and phase follow from words, seed, model and units, over the given picture as
 * far as denoise and mask allow. As after a real decoder, no byte outside the mask stays quite the same.
 */
export const paintPicture = async (
  body: Body,
  model: string,
  share = 1,
): Promise<{ png: Buffer; width: number; height: number }> => {
  // Both sides are whole latents.
  const width = Math.floor(number(body.width, 512) / 8) * 8;
  const height = Math.floor(number(body.height, 512) / 8) * 8;
  const { init_images, mask: _mask, alwayson_scripts, force_task_id: _id, ...words } = body;
  const key = createHash("sha256")
    .update(JSON.stringify([words, alwayson_scripts, model]))
    .digest();
  const [init] = Array.isArray(init_images) ? init_images : [];
  const source = init === undefined ? undefined : await resized(await readImage(init, 3), width, height, 3);
  const mask = body.mask ? await resized(await readImage(body.mask, 1), width, height, 1) : undefined;
  const denoise = source ? number(body.denoising_strength, 0.75) : 1;
  const data = Buffer.alloc(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const x = i % width;
    const y = (i - x) / width;
    const amount = denoise * share * (mask ? (mask[i] ?? 0) / 255 : 1);
    for (let c = 0; c < 3; c++) {
      const painted =
        128 + 100 * Math.sin((x * ((key[c] ?? 0) + 20)) / 900 + (y * (key[c + 3] ?? 0)) / 1_300 + (key[c + 6] ?? 0));
      const before = source ? (source[i * 3 + c] ?? 0) : 0;
      data[i * 3 + c] = Math.max(
        0,
        Math.min(255, Math.round(before * (1 - amount) + painted * amount + (source ? 2 : 0))),
      );
    }
  }
  const png = await sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return { png, width, height };
};

const resized = async ({ data, info }: Raw, width: number, height: number, channels: 1 | 3): Promise<Buffer> =>
  info.width === width && info.height === height
    ? data
    : sharp(data, { raw: { width: info.width, height: info.height, channels } })
        .resize(width, height, { fit: "fill" })
        .raw()
        .toBuffer();

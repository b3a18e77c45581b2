import { readFile } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import { pixelLimits } from "../../../contract/passes/size";
import { blank, type Grey, type Picture, type Pixels, type Rgb } from "../../geometry/pixels";
import { PassError } from "../engine";

// The only user of sharp. It decodes, encodes and makes previews; it never enlarges (see geometry/resample.ts).
// HEIF pulls in a video codec, SVG and PDF can reach outside the file: none is a picture of a frame.
sharp.block({ operation: ["VipsForeignLoadHeif", "VipsForeignLoadSvg", "VipsForeignLoadPdf"] });
sharp.cache(false);
sharp.concurrency(1);

const unreadable = (title: string, why: string) => new PassError("bad-input", "never", `${title}: ${why}`);

const open = async (file: string, title: string) => {
  const bytes = await readFile(file).catch(() => {
    throw unreadable(title, "the file could not be read on the node");
  });
  return sharp(bytes, { limitInputPixels: pixelLimits.input, failOn: "warning" });
};

const decoded = async (image: Sharp, title: string) => {
  try {
    return await image.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
  } catch (error) {
    const tooLarge = error instanceof Error && /pixel limit/i.test(error.message);
    const limit = `${Math.round(pixelLimits.input / 1e6)} megapixels`;
    throw unreadable(
      title,
      tooLarge
        ? `the picture has more than ${limit}. Make it smaller first`
        : "the picture cannot be decoded: it is damaged or of an unknown kind. Save it as PNG, JPEG or WebP again",
    );
  }
};

/** A picture as 8-bit sRGB, turned as its EXIF says, alpha aside. `title` names it in the error. Throws bad-input. */
export const readPicture = async (file: string, title: string): Promise<Picture> => {
  const image = (await open(file, title)).autoOrient().toColourspace("srgb");
  const { data, info } = await decoded(image, title);
  const { width, height, channels } = info;
  const rgb = blank(width, height, 3);
  const alpha = channels === 2 || channels === 4 ? blank(width, height, 1) : undefined;
  const colours = channels >= 3 ? 3 : 1;
  for (let i = 0; i < width * height; i++) {
    const at = i * channels;
    for (let c = 0; c < 3; c++) rgb.data[i * 3 + c] = data[at + (colours === 3 ? c : 0)] ?? 0;
    if (alpha) alpha.data[i] = data[at + channels - 1] ?? 255;
  }
  return { rgb, ...(alpha && { alpha }) };
};

/** A mask as one 8-bit channel: the file's own grey, else its brightness. White means repaint. Throws bad-input. */
export const readMask = async (file: string, title: string): Promise<Grey> => {
  const image = (await open(file, title)).removeAlpha().toColourspace("b-w");
  const { data, info } = await decoded(image, title);
  const mask = blank(info.width, info.height, 1);
  for (let i = 0; i < mask.data.length; i++) mask.data[i] = data[i * info.channels] ?? 0;
  return mask;
};

const raw = ({ data, width, height }: Pixels, channels: 1 | 3 | 4) => sharp(data, { raw: { width, height, channels } });

/** Lossless PNG of the same size, with its alpha. */
export const writePicture = async (file: string, { rgb, alpha }: Picture): Promise<void> => {
  if (!alpha) return void (await raw(rgb, 3).png({ compressionLevel: 6 }).toFile(file));
  const data = new Uint8Array(rgb.width * rgb.height * 4);
  for (let i = 0; i < alpha.data.length; i++) {
    data.set(rgb.data.subarray(i * 3, i * 3 + 3), i * 4);
    data[i * 4 + 3] = alpha.data[i] ?? 255;
  }
  await sharp(data, { raw: { width: rgb.width, height: rgb.height, channels: 4 } })
    .png({ compressionLevel: 6 })
    .toFile(file);
};

/** PNG with one 8-bit channel. */
export const writeMask = async (file: string, mask: Grey): Promise<void> => {
  await raw(mask, 1).toColourspace("b-w").png({ compressionLevel: 6 }).toFile(file);
};

/** A small lossy picture for the progress display, at most 512 px. */
export const writePreview = async (file: string, rgb: Rgb): Promise<void> => {
  await raw(rgb, 3).resize(512, 512, { fit: "inside", withoutEnlargement: true }).webp({ quality: 70 }).toFile(file);
};

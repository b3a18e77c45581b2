import sharp from "sharp";
import type { Pixels, Rgb } from "../../geometry/pixels";
import { PassError } from "../engine";

/** PNG in base64, as the server takes pictures and masks. */
export const encode = async ({ data, width, height, channels }: Pixels): Promise<{ base64: string; png: Buffer }> => {
  const png = await sharp(data, { raw: { width, height, channels } })
    .toColourspace(channels === 1 ? "b-w" : "srgb")
    .png({ compressionLevel: 3 })
    .toBuffer();
  return { base64: png.toString("base64"), png };
};

const bad = (words: string) => new PassError("engine", "now", `The image server's answer is no picture: ${words}.`);

/**
 * The picture of an answer as 8-bit RGB; what the server wrote beside the pixels is dropped. Rejects with a PassError for
 * text that is no base64, bytes that are no whole picture, another size, and the single black that comes of NaN.
 */
export const decode = async (given: string, expected: { width: number; height: number }): Promise<Rgb> => {
  const text = given.replace(/^data:image\/[\w+.-]+;base64,/, "").trim();
  if (!text) throw bad("it is empty");
  if (text.length % 4 === 1 || !/^[A-Za-z0-9+/\s]*={0,2}$/.test(text)) throw bad("it is not base64");
  let read: { data: Buffer; info: { width: number; height: number } };
  try {
    // To the last row: a header alone does not prove that the picture is whole.
    read = await sharp(Buffer.from(text, "base64"), { failOn: "error" })
      .removeAlpha()
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
  } catch {
    throw bad("its bytes are damaged or cut off");
  }
  const { width, height } = read.info;
  if (width !== expected.width || height !== expected.height)
    throw new PassError(
      "engine",
      "elsewhere",
      `The image server answered ${width} × ${height} px instead of ${expected.width} × ${expected.height}: a script or extension of it changes sizes. Turn it off there.`,
    );
  if (read.data.every((value) => value === 0))
    throw new PassError(
      "engine",
      "elsewhere",
      "The image server answered a black picture: it computed no numbers (NaN). Start it with --no-half-vae, or use another VAE.",
    );
  return { width, height, channels: 3, data: new Uint8Array(read.data) };
};

/** A preview on the way; undefined when it cannot be read, which spoils nothing. */
export const decodePreview = async (given: string): Promise<Rgb | undefined> => {
  try {
    const bytes = Buffer.from(given.replace(/^data:image\/[\w+.-]+;base64,/, ""), "base64");
    const { data, info } = await sharp(bytes)
      .removeAlpha()
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, channels: 3, data: new Uint8Array(data) };
  } catch {
    return undefined;
  }
};

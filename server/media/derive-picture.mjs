// Pictures made of one other picture, pixel by pixel, in the decode process. Plain JavaScript: it runs outside the bundle.
import { tsImport } from "tsx/esm/api";

const contract = (name) => tsImport(`../../contract/environment/${name}.ts`, import.meta.url);

/** Raw samples of a plain picture in its own depth: 8 or 16 bits, grey or colour, upright. */
export const readSamples = async (sharp, path, limits) => {
  const { depth, space } = await sharp(path, { failOn: "none", limitInputPixels: false }).metadata();
  const [deep, grey] = [depth !== "uchar", space === "b-w" || space === "grey16"];
  const { data, info } = await sharp(path, { failOn: "error", limitInputPixels: limits.pixels })
    .autoOrient()
    .toColourspace(grey ? (deep ? "grey16" : "b-w") : deep ? "rgb16" : "srgb")
    .raw({ depth: deep ? "ushort" : "uchar" })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const samples = deep ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : new Uint8Array(data);
  return { width, height, channels, data: samples };
};

/** `invert`, or `shift` by a share of the width; the answer as a lossless PNG of the same depth. */
export const derive = async (sharp, pixels, { kind, share = 0 }) => {
  const { invertSamples, shiftColumns } = await contract("pixels");
  const made = kind === "invert" ? invertSamples(pixels) : shiftColumns(pixels, pixels.width * share);
  const { width, height, channels, data } = made;
  const deep = data instanceof Uint16Array;
  const space = channels < 3 ? (deep ? "grey16" : "b-w") : deep ? "rgb16" : "srgb";
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false })
    .toColourspace(space)
    .png({ compressionLevel: 4 });
};

/** What an area wants to know of the pixels: how a panorama closes, which way a depth map was made. */
export const judge = async (pixels) => {
  const [{ panoramaScores }, { guessPolarity }] = await Promise.all([contract("panorama"), contract("depth")]);
  return { scores: panoramaScores(pixels), polarity: guessPolarity(pixels) };
};

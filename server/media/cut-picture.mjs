// Pictures cut out of one other picture, in the decode process. Plain JavaScript: it runs outside the bundle.
import { tsImport } from "tsx/esm/api";

const spaceOf = (channels, deep) => (channels < 3 ? (deep ? "grey16" : "b-w") : deep ? "rgb16" : "srgb");

/** White balance and levels on the colour of 8-bit samples; alpha is left alone, deep samples come down to 8 bits first. */
const withAutoColour = async ({ width, height, channels, data }) => {
  const { adjusted, autoColour } = await tsImport("../../contract/pixels/colour.ts", import.meta.url);
  const rgb = new Uint8Array(width * height * 3);
  const shift = data instanceof Uint16Array ? 8 : 0;
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < 3; c++) rgb[i * 3 + c] = data[i * channels + (channels >= 3 ? c : 0)] >> shift;
  const made = adjusted({ width, height, channels: 3, data: rgb }, autoColour).rgb.data;
  if (channels !== 4 && channels !== 2) return { width, height, channels: 3, data: made };
  const out = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    out.set(made.subarray(i * 3, i * 3 + 3), i * 4);
    out[i * 4 + 3] = data[i * channels + channels - 1] >> shift;
  }
  return { width, height, channels: 4, data: out };
};

/**
 * One picture of `pixels`: `box` cut exactly, then shrunk so that its longer side is `longestSide` (never enlarged:
 * sharp would move it by half a pixel), then `autoColour`. A sharp pipeline that writes a lossless PNG of the same depth.
 */
export const cutPicture = async (sharp, pixels, { box, longestSide, autoColour }) => {
  const raw = ({ width, height, channels, data }) =>
    sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
  let source = pixels;
  if (autoColour) source = await withAutoColour(source);
  const deep = source.data instanceof Uint16Array;
  let image = raw(source);
  if (box) image = image.extract({ left: box.x, top: box.y, width: box.width, height: box.height });
  const size = box ?? source;
  if (longestSide && Math.max(size.width, size.height) > longestSide)
    image = image.resize({ width: longestSide, height: longestSide, fit: "inside", kernel: "lanczos3" });
  return image.toColourspace(spaceOf(source.channels, deep)).png({ compressionLevel: 6 });
};

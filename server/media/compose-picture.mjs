// Pictures laid over one another through masks, in the decode process. Plain JavaScript: it runs outside the bundle.
import { readFile } from "node:fs/promises";
import { tsImport } from "tsx/esm/api";

/** RGBA of any plain picture in a depth of 8 or 16 bits, upright. */
const rgba = async (sharp, path, deep, limits) => {
  const { data, info } = await sharp(path, { failOn: "error", limitInputPixels: limits.pixels })
    .autoOrient()
    .toColourspace(deep ? "rgb16" : "srgb")
    .ensureAlpha()
    .raw({ depth: deep ? "ushort" : "uchar" })
    .toBuffer({ resolveWithObject: true });
  const samples = deep ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : new Uint8Array(data);
  return { width: info.width, height: info.height, data: samples };
};

/** A picture that fills `place` and is cut at its longer side, on a transparent one of the whole size. */
const fitted = async (sharp, { path, place }, deep, limits, { width, height }) => {
  const { x, y, w, h } = place;
  const { data } = await sharp(path, { failOn: "error", limitInputPixels: limits.pixels })
    .autoOrient()
    .resize(w, h, { fit: "cover" })
    .toColourspace(deep ? "rgb16" : "srgb")
    .ensureAlpha()
    .raw({ depth: deep ? "ushort" : "uchar" })
    .toBuffer({ resolveWithObject: true });
  const from = deep ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : new Uint8Array(data);
  const whole = deep ? new Uint16Array(width * height * 4) : new Uint8Array(width * height * 4);
  for (let row = 0; row < h; row++)
    whole.set(from.subarray(row * w * 4, (row + 1) * w * 4), ((y + row) * width + x) * 4);
  return { width, height, data: whole };
};

/**
 * `layers` from the bottom up, each { path, blend, mask, opacity, place? } or { adjustment, mask, opacity }; `mask` is a file of one
 * byte a pixel. A sharp pipeline that
 * writes a lossless PNG in the depth of the lowest picture, with alpha if that has it.
 */
export const composePicture = async (sharp, path, layers, limits) => {
  const { blendInto } = await tsImport("../../contract/mask/blend.ts", import.meta.url);
  const { adjustInto } = await tsImport("../../contract/mask/adjustment.ts", import.meta.url);
  const { depth, hasAlpha } = await sharp(path, { failOn: "none", limitInputPixels: false }).metadata();
  const deep = depth !== "uchar";
  const made = await rgba(sharp, path, deep, limits);
  for (const layer of layers)
    if (layer.adjustment) adjustInto(made, await readFile(layer.mask), layer);
    else {
      const above = layer.place
        ? await fitted(sharp, layer, deep, limits, made)
        : await rgba(sharp, layer.path, deep, limits);
      blendInto(made, above, await readFile(layer.mask), layer);
    }
  const { width, height, data } = made;
  const image = sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false });
  const png = (hasAlpha ? image : image.removeAlpha())
    .toColourspace(deep ? "rgb16" : "srgb")
    .png({ compressionLevel: 6 });
  return { width, height, png };
};

// Decodes one picture of linear light (.hdr, .exr) to 8-bit sRGB in a thread of the decode process: these decoders are
// plain JavaScript that never pauses, and only from outside can the process watch its memory meanwhile.
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { tsImport } from "tsx/esm/api";

// The contract's own arithmetic, the same the browser runs; this file lives outside the bundle that would compile it.
const contract = (name) => tsImport(`../../contract/environment/${name}.ts`, import.meta.url);

const sampleCount = 65_536;
const sampleEvery = (pixels) => Math.max(1, Math.floor(pixels / sampleCount));

const tooLarge = ({ width, height }, { side, lightPixels }) =>
  width > side || height > side || width * height > lightPixels;

/** Reads `read(pixel)` → [r, g, b] everywhere: once here and there for the tone, then all. */
const toEightBits = async (width, height, read) => {
  const { toneOf, toneMapped } = await contract("tone");
  const pixels = width * height;
  const every = sampleEvery(pixels);
  const samples = new Float32Array(Math.ceil(pixels / every) * 3);
  const rgb = new Float32Array(3);
  for (let pixel = 0, to = 0; pixel < pixels; pixel += every, to += 3) {
    read(pixel, rgb);
    samples.set(rgb, to);
  }
  const tone = toneOf(samples);
  const data = new Uint8Array(pixels * 3);
  for (let pixel = 0, to = 0; pixel < pixels; pixel++, to += 3) {
    read(pixel, rgb);
    data[to] = toneMapped(rgb[0], tone);
    data[to + 1] = toneMapped(rgb[1], tone);
    data[to + 2] = toneMapped(rgb[2], tone);
  }
  return { width, height, data };
};

const decodeHdr = async (bytes, limits) => {
  const { readRgbeHeader, decodeRgbe, rgbeScales } = await contract("rgbe");
  const header = readRgbeHeader(bytes);
  if (tooLarge(header, limits)) return { refused: "pixels", width: header.width, height: header.height };
  const { width, height, rgbe, exposure } = decodeRgbe(bytes);
  return toEightBits(width, height, (pixel, rgb) => {
    const at = pixel * 4;
    const scale = rgbeScales[rgbe[at + 3]] / exposure;
    rgb[0] = rgbe[at] * scale;
    rgb[1] = rgbe[at + 1] * scale;
    rgb[2] = rgbe[at + 2] * scale;
  });
};

const decodeExr = async (bytes, limits) => {
  const { readExrHeader, ExrProblem } = await contract("exr-header");
  const header = readExrHeader(bytes);
  if (tooLarge(header, limits)) return { refused: "pixels", width: header.width, height: header.height };
  const [{ EXRLoader }, { DataUtils }] = await Promise.all([
    import("three/examples/jsm/loaders/EXRLoader.js"),
    import("three"),
  ]);
  // The loader warns once for every sample beyond half precision.
  console.warn = () => {};
  let read;
  try {
    read = new EXRLoader().parse(bytes.buffer);
  } catch {
    throw new ExrProblem("is damaged or incomplete: it does not decode to its end");
  }
  const { width, height, data } = read;
  const channels = data.length / (width * height);
  const half = Float32Array.from({ length: 65_536 }, (_, bits) => DataUtils.fromHalfFloat(bits));
  return toEightBits(width, height, (pixel, rgb) => {
    // Rows come bottom up.
    const x = pixel % width;
    const at = ((height - 1 - (pixel - x) / width) * width + x) * channels;
    for (let c = 0; c < 3; c++) rgb[c] = half[data[at + (channels >= 3 ? c : 0)]];
  });
};

const { path, mime, limits } = workerData;
try {
  const file = await readFile(path);
  // A copy of its own: the loader reads the whole buffer from its first byte.
  const bytes = new Uint8Array(file.byteLength);
  bytes.set(file);
  const answer = await (mime === "image/x-exr" ? decodeExr : decodeHdr)(bytes, limits);
  parentPort.postMessage(answer, answer.data ? [answer.data.buffer] : []);
} catch (error) {
  const known = error?.name === "RgbeProblem" || error?.name === "ExrProblem";
  parentPort.postMessage(
    known ? { refused: "broken", why: error.message } : { fault: String(error?.message ?? error), code: error?.code },
  );
}

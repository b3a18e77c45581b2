// Decodes one picture at a time in a process of its own, so that a hostile file can at worst end this process.
// Plain JavaScript outside the bundle: server/media/decoder.ts starts it by path. One JSON message in, one out.
import { open, rename, rm, writeFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { measurePixels } from "./measure-pixels.mjs";

const memoryLimit = 1536 * 1024 * 1024;
const tooMuchMemory = 77;

const { default: sharp } = await import("sharp").catch((error) => {
  process.send({ failed: String(error?.message ?? error) }, () => process.exit(1));
  return new Promise(() => {});
});
sharp.cache(false);
sharp.concurrency(Number(process.argv[2]) || 0);
// Everything is shut (HEIF and AVIF had remote-code holes), then the five kinds we take are opened.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Jpeg", "Png", "Webp", "Tiff", "Nsgif"].map((kind) => `VipsForeignLoad${kind}`),
});

/** An animated PNG announces itself by an acTL chunk before its first IDAT; libvips shows only the first frame of it. */
const pngFrames = async (path) => {
  const file = await open(path, "r");
  try {
    const chunk = Buffer.alloc(12);
    for (let at = 8, n = 0; n < 10_000; n++) {
      const { bytesRead } = await file.read(chunk, 0, 12, at);
      const kind = chunk.toString("latin1", 4, 8);
      if (bytesRead < 12 || kind === "IDAT" || kind === "IEND") return 1;
      if (kind === "acTL") return Math.max(2, chunk.readUInt32BE(8));
      at += 12 + chunk.readUInt32BE(0);
    }
    return 1;
  } finally {
    await file.close();
  }
};

/** The mean of the visible pixels as #rrggbb; transparent ones count as little as they are seen. */
const averageColour = ({ data, info }) => {
  const { channels } = info;
  const alpha = channels === 2 || channels === 4 ? channels - 1 : -1;
  const sum = [0, 0, 0];
  let weight = 0;
  for (let at = 0; at < data.length; at += channels) {
    const w = alpha < 0 ? 255 : data[at + alpha];
    for (let c = 0; c < 3; c++) sum[c] += w * data[at + (channels >= 3 ? c : 0)];
    weight += w;
  }
  const hex = (value) =>
    Math.round(weight ? value / weight : 128)
      .toString(16)
      .padStart(2, "0");
  return `#${sum.map(hex).join("")}`;
};

/** Turns `work`'s file into `path` in one step, so that nobody reads half of it. */
const putWhole = async (path, work) => {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await work(temporary);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
};

const writeThumbnail = async (base, { size, path }) => {
  const webp = await sharp(base.data, { raw: base.info })
    .resize({ width: size, height: size, fit: "inside", withoutEnlargement: true })
    .webp({ quality: 82, effort: 3 })
    .toBuffer();
  await putWhole(path, (temporary) => writeFile(temporary, webp));
};

/** Sharpness, backdrop and hash at a longest side of 720, so that pictures of all sizes compare; never enlarged. */
const writeMeasures = async (base, path) => {
  const small = await sharp(base.data, { raw: base.info })
    .resize({ width: 720, height: 720, fit: "inside", withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  await putWhole(path, (temporary) => writeFile(temporary, JSON.stringify(measurePixels(small))));
};

/** Do browsers show exactly these pixels? Not TIFF, CMYK, deep and wide-gamut files; a JPEG they turn by EXIF themselves. */
const isPlain = ({ format, depth, space, icc, orientation = 1 }) =>
  ["jpeg", "png", "webp", "gif"].includes(format) &&
  (format === "jpeg" || orientation === 1) &&
  depth === "uchar" &&
  (space === "srgb" || space === "b-w") &&
  (!icc || icc.toString("latin1").replaceAll("\0", "").includes("sRGB"));

/** Radiance and OpenEXR hold linear light, which libvips is not asked to read: a thread decodes them to 8-bit sRGB. */
const isLight = (mime) => mime === "image/vnd.radiance" || mime === "image/x-exr";

const readLight = async ({ path, mime, limits }) => {
  const worker = new Worker(new URL("./light-worker.mjs", import.meta.url), { workerData: { path, mime, limits } });
  try {
    const answer = await new Promise((resolve, reject) => {
      worker.once("message", resolve).once("error", reject);
      worker.once("exit", () => reject(new Error("the thread ended")));
    });
    // A reader that falls over a file is the file's trouble; a file that cannot be opened is ours.
    if (answer.code) throw Object.assign(new Error(answer.fault), { code: answer.code });
    if (answer.fault) return { refused: "damaged" };
    if (answer.refused) return answer;
    const { width, height, data } = answer;
    return { width, height, channels: 3, data: Buffer.from(data.buffer) };
  } finally {
    await worker.terminate();
  }
};
const sharpOfLight = ({ data, width, height, channels }) =>
  sharp(data, { raw: { width, height, channels }, limitInputPixels: false });

/** The samples of any kept picture; a refusal where it no longer decodes. */
const samplesOf = async ({ path, mime, limits }) => {
  const { readSamples } = await import("./derive-picture.mjs");
  return isLight(mime) ? readLight({ path, mime, limits }) : readSamples(sharp, path, limits);
};

const deriveTo = async ({ derive: what, out, ...job }) => {
  const pixels = await samplesOf(job);
  if (pixels.refused) return pixels;
  const { derive } = await import("./derive-picture.mjs");
  const made = await derive(sharp, pixels, what);
  await putWhole(out, (temporary) => made.toFile(temporary));
  return { width: pixels.width, height: pixels.height };
};

const judgePixels = async (job) => {
  const pixels = await samplesOf(job);
  if (pixels.refused) return pixels;
  return (await import("./derive-picture.mjs")).judge(pixels);
};

/** Several pictures cut out of one, decoded once. */
const cutTo = async ({ cuts, ...job }) => {
  const pixels = await samplesOf(job);
  if (pixels.refused) return pixels;
  const { cutPicture } = await import("./cut-picture.mjs");
  for (const { out, ...cut } of cuts) {
    const made = await cutPicture(sharp, pixels, cut);
    await putWhole(out, (temporary) => made.toFile(temporary));
  }
  return { width: pixels.width, height: pixels.height };
};

/** Pictures laid over one another through masks. */
const composeTo = async ({ path, limits, compose, out }) => {
  const { composePicture } = await import("./compose-picture.mjs");
  const { width, height, png } = await composePicture(sharp, path, compose, limits);
  await putWhole(out, (temporary) => png.toFile(temporary));
  return { width, height };
};

/** A contact sheet: thumbnails side by side, each whole in the upper left corner of its cell. */
const drawSheet = async ({ sheet, count, columns, cell, out }) => {
  const [width, height] = [columns * cell, Math.ceil(count / columns) * cell];
  const all = Buffer.alloc(width * height * 3, 20);
  await Promise.all(
    sheet.map(async ({ at, path }) => {
      const small = await sharp(path)
        .resize({ width: cell, height: cell, fit: "inside" })
        .flatten({ background: "#808080" })
        .toColourspace("srgb")
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
        .catch(() => null);
      if (small?.info.channels !== 3) return;
      const corner = (Math.floor(at / columns) * width * cell + (at % columns) * cell) * 3;
      const row = small.info.width * 3;
      for (let y = 0; y < small.info.height; y++) small.data.copy(all, corner + y * width * 3, y * row, (y + 1) * row);
    }),
  );
  await putWhole(out, (temporary) =>
    sharp(all, { raw: { width, height, channels: 3 } })
      .webp({ quality: 80, effort: 2 })
      .toFile(temporary),
  );
  return { width, height };
};

/** The exact pixels for the canvas: the same steps as the node's own reader, lossless. A plain file stands for itself. */
const renderFull = async ({ path, mime, limits, full }) => {
  if (isLight(mime)) {
    const light = await readLight({ path, mime, limits });
    if (light.refused) return light;
    await putWhole(full, (temporary) => sharpOfLight(light).png({ compressionLevel: 4 }).toFile(temporary));
    return { plain: false };
  }
  if (isPlain(await sharp(path, { failOn: "none", limitInputPixels: false }).metadata())) return { plain: true };
  await putWhole(full, (temporary) =>
    sharp(path, { failOn: "error", limitInputPixels: limits.pixels })
      .autoOrient()
      .toColourspace("srgb")
      .png({ compressionLevel: 4 })
      .toFile(temporary),
  );
  return { plain: false };
};

const decodeLight = async ({ thumbnails, measures, ...job }) => {
  const light = await readLight(job);
  if (light.refused) return light;
  const largest = Math.max(...thumbnails.map(({ size }) => size));
  const base = await sharpOfLight(light)
    .resize({ width: largest, height: largest, fit: "inside", withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (const thumbnail of thumbnails) await writeThumbnail(base, thumbnail);
  if (measures) await writeMeasures(base, measures);
  return { width: light.width, height: light.height, hasAlpha: false, colour: averageColour(base) };
};

const decode = async ({ id, path, mime, limits, thumbnails, measures }) => {
  const header = await sharp(path, { failOn: "none", limitInputPixels: false }).metadata();
  const { width, height } = header.autoOrient;
  if (width > limits.side || height > limits.side || width * height > limits.pixels)
    return { refused: "pixels", width, height };
  const pages = mime === "image/png" ? await pngFrames(path) : (header.pages ?? 1);
  if (pages > 1) return { refused: "pages", pages };
  if (width * height > limits.alone) await permission(id);
  // failOn "error": every cut or corrupt file of the test set is refused; "warning" would also refuse sound
  // TIFFs with private tags. The shrunk picture is drawn from every row, so this is a full decode.
  const largest = Math.max(...thumbnails.map(({ size }) => size));
  const base = await sharp(path, { failOn: "error", limitInputPixels: limits.pixels })
    .autoOrient()
    .resize({ width: largest, height: largest, fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (const thumbnail of thumbnails) await writeThumbnail(base, thumbnail);
  if (measures) await writeMeasures(base, measures);
  return { width, height, hasAlpha: header.hasAlpha ?? false, colour: averageColour(base) };
};

const workOf = (job) => {
  if (job.full) return renderFull(job);
  if (job.derive) return deriveTo(job);
  if (job.judge) return judgePixels(job);
  if (job.cuts) return cutTo(job);
  if (job.compose) return composeTo(job);
  if (job.sheet) return drawSheet(job);
  return isLight(job.mime) ? decodeLight(job) : decode(job);
};

/** A large picture asks before it is decoded: another process may have one in memory. */
let granted = () => {};
const permission = (id) =>
  new Promise((resolve) => {
    granted = resolve;
    process.send({ id, ask: true });
  });

let watch;
process.on("message", async ({ id, go, ...job }) => {
  if (go) return granted();
  watch = setInterval(() => process.memoryUsage.rss() > memoryLimit && process.exit(tooMuchMemory), 50);
  let answer;
  try {
    answer = await workOf({ id, ...job });
  } catch (error) {
    // A full disk is our trouble, not the picture's.
    answer = error?.code ? { fault: `${error.code} while writing a smaller picture` } : { refused: "damaged" };
  }
  clearInterval(watch);
  process.send({ id, answer });
});
process.on("disconnect", () => process.exit(0));
process.send({ ready: true });

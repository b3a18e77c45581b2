import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClipFacts, cellOf } from "../../../contract/profile/clip";
import { rankByFace, rankBySharpness } from "../../../contract/profile/sharpness";
import { PassError } from "../../engines/engine";
import { probeHuman } from "../../engines/native/faces/human-files";
import { type PassOutcome, type PassRequest, performPass } from "../../perform";
import { blurEverySecond, ffmpeg, hasFfmpeg, makeFilm } from "../../testing/films";

const skip = !hasFfmpeg();
if (skip) console.warn("Skipped: the passes over clips need ffmpeg and ffprobe, which are not on this machine.");

const portrait = path.resolve(import.meta.dirname, "../../../../shared/data/faces/person1-official.jpg");
const faceless = skip || !existsSync(portrait) || (await probeHuman()).length > 0;
if (faceless)
  console.warn("Skipped: faces in clips need the optional detector and the portraits of shared/data/faces.");

let folder = "";
const at = (name: string) => path.join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "film-"));
});
afterAll(() => rm(folder, { recursive: true }));

const run = async (pass: string, clip: string, rest: Partial<PassRequest> = {}): Promise<PassOutcome> =>
  performPass({
    ...{ pass, version: 1, params: {}, inputs: { clip: [clip] }, outDir: await mkdtemp(at("out-")) },
    ...{ signal: new AbortController().signal, onProgress: () => undefined, ...rest },
  });
const failure = async (pass: string, clip: string, rest?: Partial<PassRequest>) => {
  const error = await run(pass, clip, rest).catch((caught: unknown) => caught);
  if (!(error instanceof PassError)) throw new Error(`expected a PassError, got ${String(error)}`);
  return error;
};
const facts = (outcome: PassOutcome) => outcome.facts as ClipFacts;

/** Raw pixels of a picture, whatever its file. */
const pixels = async (file: string | Buffer) => {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  return { hash: createHash("sha256").update(data).digest("hex"), ...info, data };
};
/** Frame `n` as ffmpeg itself gives it. */
const ffmpegsOwn = async (clip: string, n: number) => {
  const target = at(`own-${path.basename(clip)}-${n}.png`);
  await ffmpeg("-i", clip, "-vf", `select=eq(n\\,${n})`, "-frames:v", "1", target);
  return target;
};

describe.skipIf(skip)("reading a clip", () => {
  test("counts frames, keeps the rate rational, and says whether there is sound", async () => {
    await makeFilm(at("plain.mp4"), { frames: 48, fps: "24000/1001", audio: true });

    const seen: number[] = [];
    const outcome = await run("read-clip", at("plain.mp4"), { onProgress: ({ fraction }) => void seen.push(fraction) });

    expect(facts(outcome)).toMatchObject({
      ...{ width: 320, height: 180, fpsNum: 24_000, fpsDen: 1_001, variableRate: false },
      ...{ frames: 48, seconds: 2.002, hasAudio: true, codec: "h264" },
    });
    expect(facts(outcome).sharpness).toHaveLength(48);
    expect(seen.at(-1)).toBe(1);
    expect(seen.filter((fraction) => fraction > 0.1 && fraction < 0.9).length).toBeGreaterThan(2);
  });

  test.each([
    ["webm", ["-c:v", "libvpx", "-deadline", "realtime"], "vp8"],
    ["mkv", ["-c:v", "ffv1", "-pix_fmt", "yuv420p"], "ffv1"],
    ["mov", ["-c:v", "mjpeg", "-pix_fmt", "yuvj422p"], "mjpeg"],
  ])("takes %s", async (kind, codec, name) => {
    await makeFilm(at(`kind.${kind}`), { frames: 20, fps: "25", codec });
    expect(facts(await run("read-clip", at(`kind.${kind}`)))).toMatchObject({ frames: 20, fpsNum: 25, codec: name });
  });

  test("measures sharpness so that blurred copies rank last (B56)", async () => {
    await makeFilm(at("blur.mp4"), { frames: 40, filter: blurEverySecond });

    const { sharpness } = facts(await run("read-clip", at("blur.mp4")));

    const order = rankBySharpness(sharpness);
    expect(order.slice(20).every((frame) => frame % 2 === 1)).toBe(true);
    expect(order.slice(0, 20).every((frame) => frame % 2 === 0)).toBe(true);
  });

  test("measures what the word says: the variance of the Laplacian over ffmpeg's own luma", async () => {
    await makeFilm(at("luma.mp4"), { frames: 4 });
    const raw = await ffmpeg("-i", at("luma.mp4"), "-pix_fmt", "gray", "-f", "rawvideo", "-");

    const { sharpness } = facts(await run("read-clip", at("luma.mp4")));

    const plane = raw.subarray(3 * 320 * 180);
    const values: number[] = [];
    for (let y = 1; y < 179; y++)
      for (let x = 1; x < 319; x++) {
        const pixel = (dx: number, dy: number) => plane[(y + dy) * 320 + x + dx] ?? 0;
        values.push(pixel(-1, 0) + pixel(1, 0) + pixel(0, -1) + pixel(0, 1) - 4 * pixel(0, 0));
      }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(sharpness[3]).toBeCloseTo(variance, 1);
  });

  test("draws sheets whose cells are the frames in order", async () => {
    await makeFilm(at("sheets.mp4"), { frames: 70 });

    const outcome = await run("read-clip", at("sheets.mp4"));

    const { sheet } = facts(outcome);
    const sheets = outcome.outputs.map(({ path: file }) => file);
    expect(sheets).toHaveLength(Math.ceil(70 / (sheet.columns * sheet.rows)));
    for (const frame of [0, 1, 37, 69]) {
      const place = cellOf(sheet, frame);
      const box = { left: place.x, top: place.y, width: sheet.cellWidth, height: sheet.cellHeight };
      const cell = await sharp(sheets[place.sheet]).extract(box).raw().toBuffer();
      const distances = await Promise.all(
        [frame - 1, frame, frame + 1].map(async (n) => {
          if (n < 0 || n > 69) return Number.POSITIVE_INFINITY;
          const { data } = await pixels(await ffmpegsOwn(at("sheets.mp4"), n));
          return data.reduce((sum, value, i) => sum + Math.abs(value - (cell[i] ?? 0)), 0);
        }),
      );
      expect(distances.indexOf(Math.min(...distances)), `frame ${frame}`).toBe(1);
    }
  });

  test("counts a film turned by its camera as it is seen", async () => {
    await makeFilm(at("level.mp4"), { frames: 6 });
    await ffmpeg("-i", at("level.mp4"), "-c", "copy", "-metadata:s:v:0", "rotate=90", at("turned.mp4"));

    const outcome = await run("read-clip", at("turned.mp4"));
    const grab = await run("grab-frames", at("turned.mp4"), { params: { frames: [2] } });

    expect(facts(outcome)).toMatchObject({ width: 180, height: 320 });
    expect(await pixels(grab.outputs[0]?.path ?? "")).toMatchObject({ width: 180, height: 320 });
  });

  test.skipIf(faceless)(
    "measures the face where one is: a blurred face ranks last before a crisp wall (B56)",
    async () => {
      const size = { width: 480, height: 600 };
      const whole = await sharp(portrait)
        .resize(size.width, size.height, { fit: "cover", position: "top" })
        .png()
        .toBuffer();
      const blurred = await sharp(whole).blur(2.5).png().toBuffer();
      const wall = Buffer.from(Uint8Array.from({ length: 60 * size.height * 3 }, (_, i) => ((i * 7919) >> 3) % 256));
      const noise = { input: wall, raw: { width: 60, height: size.height, channels: 3 as const }, left: 0, top: 0 };
      for (let frame = 0; frame < 24; frame++)
        await sharp(frame < 12 ? whole : blurred)
          .composite(frame < 12 ? [] : [noise])
          .toFile(at(`face-${String(frame).padStart(2, "0")}.png`));
      await ffmpeg("-framerate", "24", "-i", at("face-%02d.png"), "-c:v", "ffv1", at("face.mkv"));

      const read = facts(await run("read-clip", at("face.mkv")));

      expect(read.faceSharpness?.every((value) => value !== null)).toBe(true);
      expect(rankBySharpness(read.sharpness)[0]).toBeGreaterThan(11);
      expect(
        rankByFace(read)
          .slice(0, 12)
          .every((frame) => frame < 12),
      ).toBe(true);
    },
    60_000,
  );

  test("stops in the middle when it is cancelled", async () => {
    await makeFilm(at("long.mp4"), { frames: 700, size: "1280x720" });
    const ending = new AbortController();

    const began = performance.now();
    const error = await failure("read-clip", at("long.mp4"), {
      signal: ending.signal,
      onProgress: ({ fraction }) => fraction > 0.1 && ending.abort(),
    });

    expect(error).toMatchObject({ cause: "cancelled", message: "Cancelled" });
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

describe.skipIf(skip)("a clip that cannot be used", () => {
  test("without a second of film", async () => {
    await ffmpeg("-f", "lavfi", "-i", "testsrc2=size=64x64:rate=24", "-t", "0", "-c:v", "libx264", at("zero.mp4"));
    const { cause, retry, message } = await failure("read-clip", at("zero.mp4"));
    expect([cause, retry]).toEqual(["bad-input", "never"]);
    expect(message).toMatch(/neither picture nor sound|0 seconds long.*Export it again/);
  });

  test("with sound only, in whatever film file it comes", async () => {
    for (const name of ["song.mp4", "song.webm"]) {
      const codec = name.endsWith("mp4") ? "aac" : "libopus";
      await ffmpeg("-f", "lavfi", "-i", "sine=frequency=440", "-t", "1", "-c:a", codec, at(name));
      expect((await failure("read-clip", at(name))).message).toMatch(/holds sound \((aac|opus)\) but no picture/);
    }
  });

  test("cut in the middle, whether its index came first or last", async () => {
    await makeFilm(at("last.mp4"), { frames: 96, size: "640x360" });
    await ffmpeg("-i", at("last.mp4"), "-c", "copy", "-movflags", "+faststart", at("first.mp4"));
    await makeFilm(at("cut.webm"), { frames: 96, codec: ["-c:v", "libvpx", "-deadline", "realtime"] });
    for (const name of ["last.mp4", "first.mp4", "cut.webm"])
      await truncate(at(name), Math.floor((await stat(at(name))).size / 2));

    expect((await failure("read-clip", at("last.mp4"))).message).toMatch(/cut short: its index/);
    expect((await failure("read-clip", at("first.mp4"))).message).toMatch(/announces 96 frames, \d+ of them/);
    expect((await failure("read-clip", at("cut.webm"))).message).toMatch(/cut short/);
  });

  test("damaged inside is read, with a warning", async () => {
    await makeFilm(at("sound.mp4"), { frames: 60 });
    const bytes = await readFile(at("sound.mp4"));
    for (let i = 0; i < 400; i++) bytes[Math.floor(bytes.length * 0.5) + i] = (i * 37) % 256;
    await writeFile(at("bruised.mp4"), bytes);

    const outcome = await run("read-clip", at("bruised.mp4"));

    expect(facts(outcome).frames).toBeGreaterThan(55);
    expect(outcome.warnings[0]).toMatch(/Some frames are damaged/);
  });

  test("longer than ten minutes, in frames or in time", async () => {
    await ffmpeg(
      ...["-f", "lavfi", "-i", "color=size=16x16:rate=1", "-t", "700"],
      ...["-c:v", "libx264", "-preset", "ultrafast", at("hour.mp4")],
    );
    expect((await failure("read-clip", at("hour.mp4"))).message).toMatch(/11 min 40 s long.*Cut out the part/);
  });

  test("that is no film, whatever it is called, or a list of other files", async () => {
    await writeFile(at("list.mp4"), "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/secret.ts\n");
    await writeFile(at("empty.mp4"), "");
    for (const name of ["list.mp4", "empty.mp4"])
      expect((await failure("read-clip", at(name))).message).toBe("This is not an MP4, MOV, WebM or MKV film.");
  });
});

describe.skipIf(skip)("grabbing frames", () => {
  test("gives ffmpeg's own frame, to the last pixel (B57)", async () => {
    await makeFilm(at("grab.mp4"), { frames: 60, fps: "30000/1001" });

    const { outputs } = await run("grab-frames", at("grab.mp4"), { params: { frames: [59, 0, 17] } });

    expect(outputs.map(({ label }) => label)).toEqual(["frame 0", "frame 17", "frame 59"]);
    for (const [i, n] of [0, 17, 59].entries()) {
      const [mine, own] = [await pixels(outputs[i]?.path ?? ""), await pixels(await ffmpegsOwn(at("grab.mp4"), n))];
      expect(mine.hash, `frame ${n}`).toBe(own.hash);
    }
  });

  test("keeps ten bits where the film has them", async () => {
    const codec = ["-c:v", "ffv1", "-pix_fmt", "yuv420p10le"];
    await makeFilm(at("deep.mkv"), { frames: 5, codec });

    const { outputs } = await run("grab-frames", at("deep.mkv"), { params: { frames: [3] } });

    const file = outputs[0]?.path ?? "";
    expect((await sharp(file).metadata()).depth).toBe("ushort");
    expect(await readFile(file)).toEqual(await readFile(await ffmpegsOwn(at("deep.mkv"), 3)));
  });

  test("crops in the same run, at odd places, to the same pixels", async () => {
    await makeFilm(at("crop.mp4"), { frames: 12 });
    const crop = { x: 33, y: 21, width: 101, height: 57 };

    const { outputs, facts } = await run("grab-frames", at("crop.mp4"), { params: { frames: [7], crop } });

    const own = await sharp(await ffmpegsOwn(at("crop.mp4"), 7))
      .extract({ left: 33, top: 21, width: 101, height: 57 })
      .raw()
      .toBuffer();
    expect(Buffer.compare((await pixels(outputs[0]?.path ?? "")).data, own)).toBe(0);
    expect(facts).toEqual({ frames: [7], crop });
  });

  test("keeps a crop inside the frame and refuses one beside it", async () => {
    await makeFilm(at("edge.mp4"), { frames: 3 });
    const over = { x: 300, y: -10, width: 100, height: 60 };
    const { facts } = await run("grab-frames", at("edge.mp4"), { params: { frames: [1], crop: over } });
    expect(facts.crop).toEqual({ x: 300, y: 0, width: 20, height: 50 });

    const beside = { x: 400, y: 0, width: 50, height: 50 };
    const error = await failure("grab-frames", at("edge.mp4"), { params: { frames: [1], crop: beside } });
    expect(error.message).toMatch(/outside the frame of 320 × 180/);
  });

  test("refuses a frame that is not there, and none at all", async () => {
    await makeFilm(at("short.mp4"), { frames: 10 });
    expect((await failure("grab-frames", at("short.mp4"), { params: { frames: [4, 10] } })).message).toMatch(
      /Frame 10 is not in the clip/,
    );
    expect((await failure("grab-frames", at("short.mp4"))).message).toBe("Choose at least one frame.");
  });
});

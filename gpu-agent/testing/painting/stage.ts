import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { catalogue, type PassId } from "../../../contract/passes/catalogue";
import type { ComfyServer } from "../../engines/comfy/comfy-server";
import { readMask, readPicture, writeMask, writePicture } from "../../engines/native/pixels";
import { blank, type Grey, type Rgb } from "../../geometry/pixels";
import { setImageServer } from "../../passes/diffusion/server";
import { type PassOutcome, performPass } from "../../perform";

/** A picture with something to see: a slope, a disc, some grain. */
export const scene = (width: number, height: number): Rgb => {
  const rgb = blank(width, height, 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const disc = Math.hypot(x - width / 2, y - height / 2) < width / 4 ? 90 : 0;
      rgb.data.set(
        [(x * 200) / width + disc / 3, (y * 200) / height, 60 + disc + ((x * 7 + y * 13) % 11)],
        (y * width + x) * 3,
      );
    }
  return rgb;
};

/** White in a rectangle of shares of the picture. */
export const maskOf = (
  width: number,
  height: number,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
): Grey => {
  const mask = blank(width, height, 1);
  for (let y = Math.round(y0 * height); y < y1 * height; y++)
    for (let x = Math.round(x0 * width); x < x1 * width; x++) mask.data[y * width + x] = 255;
  return mask;
};

export type Shot = { outcome: PassOutcome; rgb: Rgb; pictures: Rgb[]; labels: string[] };
type Ask = {
  /** As a recipe holds them; whatever is left out takes its default. */
  params: Readonly<Record<string, unknown>>;
  pictures?: Record<string, readonly Rgb[]>;
  masks?: Record<string, readonly Grey[]>;
  jobId?: string;
  signal?: AbortSignal;
  degrade?: number;
};

/** A folder to work in, and whole passes on one server: files in, files out, as the node does it. */
export class Stage {
  readonly #folder: string;
  #count = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(server: ComfyServer): Promise<Stage> {
    setImageServer(server);
    return new Stage(await mkdtemp(path.join(os.tmpdir(), "backlot-painting-")));
  }

  async close(): Promise<void> {
    setImageServer(undefined);
    await rm(this.#folder, { recursive: true, force: true });
  }

  async run(pass: PassId, { params, pictures = {}, masks = {}, jobId, signal, degrade }: Ask): Promise<Shot> {
    const inputs: Record<string, string[]> = {};
    for (const [slot, all] of Object.entries(pictures))
      inputs[slot] = await Promise.all(all.map((rgb) => this.#keep((file) => writePicture(file, { rgb }))));
    for (const [slot, all] of Object.entries(masks))
      inputs[slot] = await Promise.all(all.map((mask) => this.#keep((file) => writeMask(file, mask))));
    const labels: string[] = [];
    const outcome = await performPass({
      ...{
        pass,
        version: catalogue[pass].version,
        params,
        inputs,
        outDir: await mkdtemp(path.join(this.#folder, "out-")),
      },
      jobId: jobId ?? `job-${process.pid}-${Date.now()}-${this.#count++}`,
      ...(degrade !== undefined && { degrade }),
      signal: signal ?? new AbortController().signal,
      onProgress: ({ label }) => labels.push(label),
    });
    const files = outcome.outputs.filter(({ slot }) => slot === "picture" || slot === "samples");
    const made = await Promise.all(files.map(async (file) => (await readPicture(file.path, "")).rgb));
    return { outcome, rgb: made[0] ?? blank(1, 1, 3), pictures: made, labels };
  }

  maskOf = (file: string) => readMask(file, "mask");

  maskAt = (outcome: PassOutcome, slot: string) =>
    readMask(outcome.outputs.find((each) => each.slot === slot)?.path ?? "", slot);

  async #keep(write: (file: string) => Promise<void>): Promise<string> {
    const file = path.join(this.#folder, `in-${this.#count++}.png`);
    await write(file);
    return file;
  }
}

/** Bytes that differ, as a share of all of them; with a mask only where it is white (`inside`) or black. */
export const difference = (a: Rgb, b: Rgb, mask?: Grey, inside = true): number => {
  let [different, all] = [0, 0];
  for (let i = 0; i < a.width * a.height; i++) {
    if (mask && (mask.data[i] === 255) !== inside) continue;
    for (let c = 0; c < 3; c++) {
      all++;
      if (a.data[i * 3 + c] !== b.data[i * 3 + c]) different++;
    }
  }
  return all ? different / all : 0;
};

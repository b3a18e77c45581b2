import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Rest, Watcher } from "./resting";

/** One GPU: memory in MiB, and which processes hold how much of it as far as the driver says. */
export type Gpu = { name: string; usedMb: number; totalMb: number };
export type GpuReading = { gpus: Gpu[]; processes: { pid: number; name: string; usedMb: number }[] };
export type ReadGpu = () => Promise<GpuReading | undefined>;

const ask = (...args: string[]) =>
  promisify(execFile)("nvidia-smi", [...args, "--format=csv,noheader,nounits"], { timeout: 10_000 }).then(
    ({ stdout }) => stdout,
  );
/** Drivers write “[N/A]” where they do not say. */
const megabytes = (text: string | undefined) => Number(text) || 0;
const rows = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => line.split(",").map((cell) => cell.trim()));

/** nvidia-smi's two tables. A process name may hold commas, so it is what lies between the first and the last. */
export const parseGpus = (gpus: string, processes: string): GpuReading => ({
  gpus: rows(gpus).map((cells) => ({
    name: cells.slice(0, -2).join(", "),
    usedMb: megabytes(cells.at(-2)),
    totalMb: megabytes(cells.at(-1)),
  })),
  processes: rows(processes).map((cells) => ({
    pid: Number(cells[0]),
    name: cells.slice(1, -1).join(", "),
    usedMb: megabytes(cells.at(-1)),
  })),
});

/** What nvidia-smi says; undefined on a machine without it. */
export const readNvidia: ReadGpu = async () => {
  try {
    const [gpus, processes] = await Promise.all([
      ask("--query-gpu=name,memory.used,memory.total"),
      ask("--query-compute-apps=pid,process_name,used_memory"),
    ]);
    return parseGpus(gpus, processes);
  } catch {
    return undefined;
  }
};

const lookEveryMs = 5_000;
/** Looks in a row that must find it free again, so that a game between two levels is not disturbed. */
const calmLooks = 3;
const gigabytes = (mb: number) => `${(mb / 1024).toFixed(1)} GB`;
const baseName = (name: string) => name.split(/[\\/]/).at(-1) ?? name;

type Ways = {
  /** GiB others may hold before the node makes way; 0: it never does. */
  yieldGb: number;
  read?: ReadGpu;
  /** Processes whose memory is the node's own. */
  own?: () => readonly number[];
  now?: () => number;
};

/** Makes way while another program holds the GPU's memory, and comes back when it is free again. */
export class Neighbours implements Watcher {
  readonly #ways: Required<Ways>;
  #lookAt = Number.NEGATIVE_INFINITY;
  #calm = 0;
  #rest: Rest | undefined;

  constructor({ yieldGb, read = readNvidia, own = () => [process.pid], now = () => performance.now() }: Ways) {
    this.#ways = { yieldGb, read, own, now };
  }

  async look(): Promise<Rest | undefined> {
    const { yieldGb, read, now } = this.#ways;
    if (yieldGb <= 0 || now() < this.#lookAt) return this.#rest;
    const reading = await read();
    // Without a GPU to read there is none to share; look again now and then, a driver may be reloading.
    this.#lookAt = now() + (reading ? lookEveryMs : 60_000);
    const found = reading && this.#judge(reading);
    this.#calm = found ? 0 : this.#calm + 1;
    if (found) this.#rest = found;
    else if (this.#calm >= calmLooks || !reading) this.#rest = undefined;
    return this.#rest;
  }

  #judge({ gpus, processes }: GpuReading): Rest | undefined {
    const own = this.#ways.own();
    const ours = processes.filter(({ pid }) => own.includes(pid)).reduce((sum, { usedMb }) => sum + usedMb, 0);
    // The sum also counts what the driver lists no process for: games draw, they do not compute.
    const foreign = gpus.reduce((sum, { usedMb }) => sum + usedMb, 0) - ours;
    if (foreign < this.#ways.yieldGb * 1024) return undefined;
    const [biggest] = processes.filter(({ pid }) => !own.includes(pid)).sort((a, b) => b.usedMb - a.usedMb);
    const who = biggest?.name ? baseName(biggest.name) : "another program";
    return {
      what: `its GPU: ${who} uses it`,
      said: { kind: "neighbour", words: `yields to ${who}` },
      how: `Others hold ${gigabytes(foreign)} of its memory; it makes way above ${this.#ways.yieldGb} GB and comes back by itself`,
      yields: true,
    };
  }
}

import { mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { NodeRest } from "../contract/agent-api";
import { Offer } from "../contract/passes/offer";
import { Breaker } from "./breaker";
import { readCommand } from "./config";
import { Disk, diskTroubleOf } from "./disk";
import { type GpuReading, Neighbours, parseGpus } from "./neighbours";
import { Owner, pause, resume } from "./owner";
import { offersAtRest, type Rest, Resting, restSaid, type Watcher } from "./resting";

const home = await mkdtemp(path.join(os.tmpdir(), "backlot-resting-"));
afterAll(() => rm(home, { recursive: true }));

describe("the breaker", () => {
  it("opens at the third fault in a row, longer every time, and one job done closes it", () => {
    let now = 0;
    const breaker = new Breaker(() => now);
    const minute = 60_000;
    breaker.fault("broken");
    breaker.fault("broken");
    expect(breaker.look()).toBeUndefined();
    breaker.done();
    for (let n = 0; n < 3; n++) breaker.fault("CUDA fell over");
    expect(breaker.look()?.what).toMatch(/^a rest until \d\d:\d\d UTC after 3 failures in a row$/);
    expect(breaker.look()?.how).toContain("CUDA fell over");

    const rests: number[] = [];
    for (let round = 0; round < 7; round++) {
      const from = now;
      while (breaker.look()) now += minute / 2;
      rests.push((now - from) / minute);
      breaker.fault("CUDA fell over");
    }
    now += 31 * minute;
    breaker.done();
    breaker.fault("once");

    expect(rests).toEqual([1, 2, 4, 8, 16, 30, 30]);
    expect(breaker.look()).toBeUndefined();
  });
});

describe("neighbours on the GPU", () => {
  const gpu = (usedMb: number, processes: GpuReading["processes"] = []): GpuReading => ({
    gpus: [{ name: "NVIDIA RTX", usedMb, totalMb: 24_576 }],
    processes,
  });

  it("are given way at once, and the node comes back only when it stayed free", async () => {
    let now = 0;
    const readings = [
      gpu(600),
      gpu(9_000, [{ pid: 7, name: "/opt/blender/blender", usedMb: 8_200 }]),
      gpu(600),
      gpu(9_000),
    ];
    readings.push(gpu(600), gpu(600), gpu(600));
    const neighbours = new Neighbours({ yieldGb: 4, read: async () => readings.shift(), now: () => now });
    const seen: (string | undefined)[] = [];
    for (let n = 0; n < 7; n++, now += 5_000) seen.push((await neighbours.look())?.what);

    const [free, blender, game] = [undefined, "its GPU: blender uses it", "its GPU: another program uses it"];
    expect(seen).toEqual([free, blender, blender, game, game, game, free]);
  });

  it("do not include the node's own engine, nor anything when it never makes way", async () => {
    const reading = gpu(9_000, [{ pid: 42, name: "python", usedMb: 8_500 }]);
    const own = new Neighbours({ yieldGb: 4, read: async () => reading, own: () => [42] });
    const never = new Neighbours({ yieldGb: 0, read: async () => gpu(20_000) });

    expect(await own.look()).toBeUndefined();
    expect(await never.look()).toBeUndefined();
  });

  it("are nobody on a machine without nvidia-smi", async () => {
    const neighbours = new Neighbours({ yieldGb: 4, read: async () => undefined });

    expect(await neighbours.look()).toBeUndefined();
  });

  it("are read from nvidia-smi's tables, whatever names hold and the driver withholds", () => {
    const reading = parseGpus(
      "NVIDIA GeForce RTX 4090, 1532, 24564\nQuadro, the old one, 12, 8192\n",
      "1234, C:\\Games\\Half, Life.exe, [N/A]\n77, /usr/bin/python3, 8192\n\n",
    );

    expect(reading).toEqual({
      gpus: [
        { name: "NVIDIA GeForce RTX 4090", usedMb: 1532, totalMb: 24564 },
        { name: "Quadro, the old one", usedMb: 12, totalMb: 8192 },
      ],
      processes: [
        { pid: 1234, name: "C:\\Games\\Half, Life.exe", usedMb: 0 },
        { pid: 77, name: "/usr/bin/python3", usedMb: 8192 },
      ],
    });
  });
});

describe("the owner", () => {
  it("pauses with a reason and lets it work again, from another process and over a restart", async () => {
    const owner = new Owner(home);
    expect(await owner.look()).toBeUndefined();

    await pause(home, "rendering my own film");
    expect(await owner.look()).toMatchObject({
      what: "leave to work: its owner paused it (rendering my own film)",
      yields: true,
    });
    expect(await new Owner(home).look()).toBeDefined();

    expect(await resume(home)).toBe(true);
    expect(await resume(home)).toBe(false);
    expect(await owner.look()).toBeUndefined();
  });

  it("says so on the command line", () => {
    expect(readCommand(["pause", "a", "game", "--home", home])).toEqual({ kind: "pause", home, reason: "a game" });
    expect(readCommand(["resume"], { BACKLOT_AGENT_HOME: home })).toEqual({ kind: "resume", home });
    expect(readCommand(["--once"])).toEqual({ kind: "work" });
  });
});

describe("the disk", () => {
  it("is left alone while there is room, gives back its cache first, and says the figures when that is too little", async () => {
    let free = 900;
    let cache = 300;
    const mb = 1024 ** 2;
    const asked: number[] = [];
    const disk = new Disk(home, {
      reserveBytes: 512 * mb,
      freeBytes: async () => free * mb,
      makeRoom: async (bytes) => {
        asked.push(bytes / mb);
        const given = Math.min(cache, Math.ceil(bytes / mb / 100) * 100);
        cache -= given;
        free += given;
        return given * mb;
      },
    });
    expect(await disk.look()).toBeUndefined();
    free = 400;
    expect(await disk.look()).toBeUndefined();
    free = 100;
    expect((await disk.look())?.what).toBe("room on its disk: 200 MB are free, it keeps 512 MB");
    free = 600;

    expect(await disk.look()).toBeUndefined();
    expect(asked).toEqual([112, 412]);
    expect(await readdir(home)).toEqual([]);
  });

  it("that refused a write has to take one before it is trusted again", async () => {
    const gone = path.join(home, "gone");
    const disk = new Disk(gone, { reserveBytes: 0, makeRoom: async () => 0, freeBytes: async () => 1 });
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });

    expect(disk.heard(new Error("a pass failed", { cause: full }))).toBe(true);
    expect(disk.heard(Object.assign(new Error("connect EACCES 10.0.0.1:443"), { code: "EACCES" }))).toBe(false);
    expect((await disk.look())?.what).toBe("a disk that works"); // the folder is not there
    const { mkdir } = await import("node:fs/promises");
    await mkdir(gone);
    expect(await disk.look()).toBeUndefined();
    expect(diskTroubleOf(new Error("plain"))).toBeUndefined();
  });
});

describe("a node at rest", () => {
  it("tells the first reason there is, each once, and goes on when a look fails", async () => {
    let first: Rest | undefined;
    const heard: (string | undefined)[] = [];
    const broken: Watcher = { look: () => Promise.reject(new Error("no answer")) };
    const second: Rest = { what: "second", yields: false };
    const resting = new Resting([{ look: () => first }, broken, { look: () => second }], (rest) =>
      heard.push(rest?.what),
    );

    await resting.look();
    await resting.look();
    first = { what: "first", yields: true };
    await resting.look();
    first = undefined;
    await resting.look();

    expect(heard).toEqual(["second", "first", "second"]);
  });

  it("says on its card what it does instead, and for how long when it knows", async () => {
    const breaker = new Breaker(() => 0);
    for (let n = 0; n < 3; n++) breaker.fault("the engine fell over");
    const tired = breaker.look();
    const game: Rest = { what: "its GPU", yields: true, said: { kind: "neighbour", words: "yields to game" } };

    expect(NodeRest.parse(tired && restSaid(tired))).toMatchObject({
      ...{ kind: "faults", words: "rests after 3 failures in a row", seconds: 60 },
    });
    expect(restSaid(game)).toEqual({ kind: "neighbour", words: "yields to game", how: "" });
    expect(restSaid({ what: "room on its disk", yields: false })).toMatchObject({
      ...{ kind: "disk", words: "lacks room on its disk" },
    });
  });

  it("offers every pass as missing what it waits for, as the wire takes it", () => {
    const offers = [
      { pass: "adjust", version: 1, state: "rough" as const, engine: "native", rough: "no colour", missing: [] },
    ];
    const told = offersAtRest(offers, { what: "room on its disk", how: "Free some", yields: false });

    expect(told.map((offer) => Offer.parse(offer))).toEqual([
      {
        pass: "adjust",
        version: 1,
        engine: "native",
        state: "missing",
        missing: [{ what: "room on its disk", how: "Free some" }],
      },
    ]);
  });
});

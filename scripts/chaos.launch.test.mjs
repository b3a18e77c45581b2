import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

// The short form of `npm run chaos`; the long one is 1,000 jobs over 8 nodes. prlimit, which fills the disks, is Linux's.
describe.skipIf(process.platform !== "linux")("the queue under everything that can go wrong at once", () => {
  it("loses nothing, doubles nothing and ends every job, with a fixed seed", { timeout: 180_000 }, () => {
    const ran = spawnSync(process.execPath, ["scripts/chaos.mjs", "--jobs", "40", "--agents", "3", "--seed", "7"], {
      cwd: root,
      encoding: "utf8",
    });
    const figures = ran.stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line));
    const of = (name) => figures.find(({ figure }) => figure.startsWith(name));

    expect(
      figures.filter(({ ok }) => ok === false),
      `${ran.stdout}${ran.stderr}`,
    ).toEqual([]);
    expect(ran.status, `${ran.stdout}${ran.stderr}`).toBe(0);
    // A calm run would prove nothing.
    expect(of("jobs queued").value).toBe(40);
    const { detail } = of("killed -9");
    for (const [what, times] of Object.entries(detail)) expect(times, what).toBeGreaterThan(0);
    for (const [what, times] of Object.entries(of("calls cut").detail)) expect(times, what).toBeGreaterThan(0);
    expect(of("results said again").value).toBeGreaterThan(20);
    expect(of("jobs by state").detail.succeeded).toBeGreaterThan(15);
  });
});

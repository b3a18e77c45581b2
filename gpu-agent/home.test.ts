import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Home } from "./home";
import { Workspace } from "./workspace";

const root = await mkdtemp(path.join(os.tmpdir(), "backlot-home-"));
const others: ChildProcess[] = [];
afterAll(async () => {
  for (const other of others) other.kill("SIGKILL");
  await rm(root, { recursive: true });
});

const homeAt = (folder: string) => new Home(folder, new Workspace(folder, 1_000));
const newFolder = () => mkdtemp(path.join(root, "home-"));
const lockOf = (folder: string) => path.join(folder, "agent.pid");
/** Some other process that lives. */
const stranger = (): number => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  others.push(child);
  return child.pid ?? 0;
};

describe("a node's folder", () => {
  it("is locked while its node works, and free after it", async () => {
    const folder = await newFolder();
    const home = homeAt(folder);
    expect(await home.look()).toBeUndefined();
    expect(await readFile(lockOf(folder), "utf8")).toMatch(new RegExp(`^${process.pid}\\b`));

    home.unlock();

    await expect(readFile(lockOf(folder))).rejects.toThrow("ENOENT");
  });

  it("is refused while another process works from it", async () => {
    const folder = await newFolder();
    const pid = stranger();
    await writeFile(lockOf(folder), String(pid));

    await expect(homeAt(folder).look()).rejects.toThrow(`Another node already works from ${folder} (process ${pid})`);
  });

  it("is taken over from a process that is gone, also when its number came again, and from a torn lock", async () => {
    const locks = ["999999999", "", "12ab"];
    // Alive, but born at another time than the one that wrote the lock: a machine that was switched off.
    if (process.platform === "linux") locks.push(`${stranger()} 00000000-0000-0000-0000-000000000000 123`);
    for (const lock of locks) {
      const folder = await newFolder();
      await writeFile(lockOf(folder), lock);

      expect(await homeAt(folder).look()).toBeUndefined();
      expect(await readFile(lockOf(folder), "utf8")).toMatch(new RegExp(`^${process.pid}\\b`));
    }
  });
});

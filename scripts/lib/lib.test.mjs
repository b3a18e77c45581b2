import { spawn } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { addressesOf } from "./addresses.mjs";
import { chooseSlot, SLOTS } from "./build.mjs";
import { chromiumPath } from "./chromium.mjs";
import { findWorkers, rewriteAddresses } from "./compile.mjs";
import { keptSecret, openLog, readJson, tail } from "./files.mjs";
import { releaseLock, takeLock, updateLock } from "./lock-file.mjs";
import { anyPort, isFree, parsePort, pickPort } from "./ports.mjs";
import { repairLinks } from "./postgres-binaries.mjs";
import { isAlive, startMark } from "./process-identity.mjs";
import { removeData } from "./remove-data.mjs";
import { hashSources } from "./source-hash.mjs";
import { add, countPlaywright, countVitest, NOTHING } from "./test-counts.mjs";

const base = mkdtempSync(path.join(os.tmpdir(), "backlot-lib-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let folders = 0;
const folder = (files = {}) => {
  const root = path.join(base, String(++folders));
  mkdirSync(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
};
const endedPid = () =>
  new Promise((done) => {
    const child = spawn(process.execPath, ["-e", ""]);
    child.once("exit", () => done(child.pid));
  });

describe("hash of the sources", () => {
  const files = { "app/page.tsx": "a", "app/page.test.tsx": "t", "app/README.md": "r", "next.config.ts": "n" };
  const hash = (root) => hashSources(root, ["app", "next.config.ts", "missing"]);

  it("is the same for the same files anywhere, and another one after a change, a new file or a rename", () => {
    const same = hash(folder(files));

    expect(hash(folder(files))).toBe(same);
    expect(hash(folder({ ...files, "app/page.tsx": "b" }))).not.toBe(same);
    expect(hash(folder({ ...files, "app/more.tsx": "" }))).not.toBe(same);
    expect(hash(folder({ "app/side.tsx": "a", "next.config.ts": "n" }))).not.toBe(same);
  });

  it("does not change with tests, prose or hidden files", () => {
    const same = hash(folder(files));

    expect(hash(folder({ ...files, "app/page.test.tsx": "u", "app/README.md": "s", "app/.swp": "x" }))).toBe(same);
  });
});

describe("lock of the data folder", () => {
  it("is ours, is refused to a rival, and goes when released", async () => {
    const file = path.join(folder(), "launcher.json");
    const module = JSON.stringify(path.resolve(import.meta.dirname, "lock-file.mjs"));
    expect(takeLock(file)).toBeNull();
    updateLock(file, { url: "http://localhost:1" });

    const rival = await new Promise((done) => {
      const script = `const { takeLock } = await import(${module}); console.log(JSON.stringify(takeLock(${JSON.stringify(file)})))`;
      const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
      child.stdout.once("data", (text) => done(JSON.parse(String(text))));
    });

    expect(rival).toMatchObject({ pid: process.pid, url: "http://localhost:1" });
    releaseLock(file);
    expect(existsSync(file)).toBe(false);
  });

  it("is taken over from a process that is gone", async () => {
    const file = path.join(
      folder({ "launcher.json": JSON.stringify({ pid: await endedPid(), mark: "1" }) }),
      "launcher.json",
    );

    expect(takeLock(file)).toBeNull();
    expect(readJson(file).pid).toBe(process.pid);
  });

  it("is taken over when its pid now belongs to another process", () => {
    const file = path.join(
      folder({ "launcher.json": JSON.stringify({ pid: process.ppid, mark: "long ago" }) }),
      "launcher.json",
    );

    expect(takeLock(file)).toBeNull();
  });

  it("is taken over when it was only half written", () => {
    const file = path.join(folder({ "launcher.json": '{"pi' }), "launcher.json");

    expect(takeLock(file)).toBeNull();
  });

  it("leaves a rival's lock alone when released", () => {
    const file = path.join(folder(), "launcher.json");
    writeFileSync(file, JSON.stringify({ pid: process.ppid, mark: startMark(process.ppid) }));

    releaseLock(file);

    expect(existsSync(file)).toBe(true);
  });

  it("is given to one of eight that race for a stale one", async () => {
    const file = path.join(
      folder({ "launcher.json": JSON.stringify({ pid: await endedPid(), mark: "1" }) }),
      "launcher.json",
    );
    const module = JSON.stringify(path.resolve(import.meta.dirname, "lock-file.mjs"));
    const script = `const { takeLock } = await import(${module}); process.stdout.write(takeLock(${JSON.stringify(file)}) ? "lost" : "won"); process.stdin.resume()`;
    const rivals = Array.from({ length: 8 }, () => spawn(process.execPath, ["--input-type=module", "-e", script]));

    const answers = await Promise.all(
      rivals.map((child) => new Promise((done) => child.stdout.once("data", (text) => done(String(text))))),
    );
    for (const child of rivals) child.stdin.end();

    expect(answers.filter((answer) => answer === "won")).toHaveLength(1);
  });
});

describe("addresses", () => {
  it.each([
    ["127.0.0.1", "http://localhost:80", "http://127.0.0.1:80"],
    ["0.0.0.0", "http://localhost:80", "http://127.0.0.1:80"],
    ["::1", "http://localhost:80", "http://[::1]:80"],
    ["192.168.1.5", "http://192.168.1.5:80", "http://192.168.1.5:80"],
    ["fd00::5", "http://[fd00::5]:80", "http://[fd00::5]:80"],
  ])("of a server on %s are %s for people and %s for us", (host, open, local) => {
    expect(addressesOf(host, 80)).toEqual({ open, local });
  });
});

describe("ports", () => {
  it("moves on to the next free port", async () => {
    const busy = new Set([3000, 3001]);

    expect(await pickPort(3000, "127.0.0.1", async (port) => !busy.has(port))).toBe(3002);
    await expect(pickPort(3000, "127.0.0.1", async () => false)).rejects.toThrow("no free port between 3000 and 3020");
  });

  it("sees a program that holds the port, also one on ::1 alone", async () => {
    for (const host of ["127.0.0.1", "::1"]) {
      const server = net.createServer();
      const works = await new Promise((done) =>
        server.once("error", () => done(false)).listen(0, host, () => done(true)),
      );
      if (!works) continue; // a machine without IPv6
      const { port } = server.address();

      expect(await isFree(port), host).toBe(false);
      await new Promise((done) => server.close(done));
    }
    expect(await isFree(await anyPort())).toBe(true);
  });

  it("refuses a PORT that is none", () => {
    expect(parsePort("3000")).toBe(3000);
    for (const text of ["0", "65536", "http", "80.5", "-1", ""])
      expect(() => parsePort(text), text).toThrow("PORT must be");
  });
});

describe("files", () => {
  it("makes a secret once, for its owner's eyes", () => {
    const file = path.join(folder(), "secret");
    const first = keptSecret(file);

    expect(keptSecret(file)).toBe(first);
    expect(Buffer.from(first, "base64url")).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("keeps a log that grew too long as .old", () => {
    const file = path.join(folder({ "web.log": "0123456789" }), "web.log");
    openLog(file, 5);

    expect(readFileSync(`${file}.old`, "utf8")).toBe("0123456789");
    expect(readFileSync(file, "utf8")).toBe("");
  });

  it("reads the last lines of a log after a byte", () => {
    const file = path.join(folder({ log: "old\none\ntwo\nthree\n" }), "log");

    expect(tail(file, 2)).toBe("two\nthree");
    expect(tail(file, 9, 4)).toBe("one\ntwo\nthree");
  });

  it("knows a live process from a dead one", async () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(await endedPid())).toBe(false);
    expect([isAlive(Number.NaN), isAlive(0), isAlive(-1)]).toEqual([false, false, false]);
  });
});

describe("removing a temporary data folder", () => {
  const make = (place) => {
    const data = mkdtempSync(path.join(base, "data-"));
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, "PG_VERSION"), "17");
    writeFileSync(path.join(data, "pg-place"), place);
    return data;
  };

  it("takes the database along that is kept elsewhere", () => {
    const place = path.join(base, "home", "pg-0123456789ab");
    const data = make(place);
    removeData(data);
    expect([existsSync(data), existsSync(place)]).toEqual([false, false]);
    expect(existsSync(path.join(base, "home"))).toBe(true);
  });

  it("leaves alone what is no such place, whatever the note says", () => {
    const place = path.join(base, "home", "films");
    removeData(make(place));
    expect(existsSync(place)).toBe(true);
  });
});

describe("library links of the database package", () => {
  it("are made where they are missing and left where they stand", () => {
    const links = [
      { source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" },
      { source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so" },
    ];
    const root = folder({ "native/pg-symlinks.json": JSON.stringify(links), "native/lib/libpq.so.5.18": "library" });
    symlinkSync("libpq.so.5.18", path.join(root, "native/lib/libpq.so"));

    expect(repairLinks(root)).toBe(1);
    expect(repairLinks(root)).toBe(0);
    expect(lstatSync(path.join(root, "native/lib/libpq.so.5")).isSymbolicLink()).toBe(true);
    expect(readFileSync(path.join(root, "native/lib/libpq.so.5"), "utf8")).toBe("library");
  });
});

describe("builds side by side", () => {
  const built = (slot, source) => ({ [`${slot}/BUILD_ID`]: "x", [`${slot}/source.sha`]: source });

  it("takes a slot that holds the source already, even one in use", () => {
    const root = folder(built(SLOTS[1], "new"));

    expect(chooseSlot(root, "new", [{ pid: 1, slot: SLOTS[1] }])).toEqual({ slot: SLOTS[1], built: true });
  });

  it("never builds into a slot that another launcher serves from", () => {
    const root = folder(built(SLOTS[0], "old"));

    expect(chooseSlot(root, "new", [])).toEqual({ slot: SLOTS[0], built: false });
    expect(chooseSlot(root, "new", [{ pid: 1, slot: SLOTS[0] }])).toEqual({ slot: SLOTS[1], built: false });
    expect(() =>
      chooseSlot(
        root,
        "new",
        SLOTS.map((slot) => ({ pid: 1, slot })),
      ),
    ).toThrow("stop one");
  });

  it("does not trust a build that did not finish", () => {
    const root = folder({ [`${SLOTS[0]}/source.sha`]: "new" });

    expect(chooseSlot(root, "new", []).built).toBe(false);
  });
});

describe("compiling the agent", () => {
  const engine = 'const w = new Worker(new URL("./worker.ts", import.meta.url));';

  it("finds the worker threads that a source starts", () => {
    const files = { "engines/native.ts": engine, "engines/worker.ts": "", "other/worker.ts": "", "x.test.ts": engine };
    const root = folder(Object.fromEntries(Object.entries(files).map(([name, text]) => [`gpu-agent/${name}`, text])));

    expect(findWorkers(root)).toEqual(["gpu-agent/engines/worker.ts", "gpu-agent/other/worker.ts"]);
  });

  it("lets a file that starts threads see them compiled beside it", () => {
    const text = rewriteAddresses(engine, "gpu-agent/engines/native.ts", "/house", "/house/.cache/node/1");

    expect(text).toContain('new URL("./worker.mjs", "file:///house/.cache/node/1/gpu-agent/engines/native.mjs")');
  });

  it("lets any other file see its own source folder", () => {
    const source = 'read(new URL("../a.bin", import.meta.url), import.meta.dirname)';

    expect(rewriteAddresses(source, "db/seed/art.ts", "/house", "/out")).toBe(
      'read(new URL("../a.bin", "file:///house/db/seed/art.ts"), "/house/db/seed")',
    );
  });
});

describe("counting tests", () => {
  it("adds both runners", () => {
    const vitest = countVitest({ numPassedTests: 7, numFailedTests: 1, testResults: [] }, 1);
    const browser = countPlaywright({ stats: { expected: 3, flaky: 1, unexpected: 2 }, errors: [] }, 1);

    expect(add(vitest, browser)).toEqual({ passed: 11, failed: 3 });
  });

  it("counts a crash, a missing report and a file that does not load as a failure", () => {
    const unloaded = { status: "failed", assertionResults: [] };

    expect(countVitest({}, 1)).toEqual({ passed: 0, failed: 1 });
    expect(countVitest({ numPassedTests: 4, testResults: [unloaded] }, 1)).toEqual({ passed: 4, failed: 1 });
    expect(countVitest({ numPassedTests: 4 }, 1)).toEqual({ passed: 4, failed: 1 });
    expect(countPlaywright({}, 1)).toEqual({ passed: 0, failed: 1 });
    expect(countPlaywright({ stats: { expected: 2 }, errors: [{}] }, 1)).toEqual({ passed: 2, failed: 1 });
    expect(countPlaywright({}, 0)).toEqual(NOTHING);
  });
});

describe("the browser for tests", () => {
  it("is the one asked for, else the first installed, else none", () => {
    const here = process.execPath;

    expect(chromiumPath(here, [])).toBe(here);
    expect(chromiumPath("/nowhere/chromium", [here])).toBeNull();
    expect(chromiumPath("", ["/nowhere/chromium", here])).toBe(here);
    expect(chromiumPath("", [])).toBeNull();
  });
});

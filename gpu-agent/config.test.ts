import { mkdtemp, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { pauseMs } from "./backoff";
import { readConfig, saveToken } from "./config";
import { failureOf } from "./run-job";

const home = await mkdtemp(path.join(os.tmpdir(), "backlot-config-"));
afterAll(() => rm(home, { recursive: true }));

describe("configuration", () => {
  it("says what is missing instead of starting", () => {
    expect(() => readConfig([], { BACKLOT_AGENT_HOME: home })).toThrow("Which studio?");
    expect(() => readConfig(["--url", "http://studio"], { BACKLOT_AGENT_HOME: home })).toThrow("not paired");
    expect(() => readConfig(["--url", "studio.example", "--pair", "X"], { BACKLOT_AGENT_HOME: home })).toThrow(
      "not the address of a studio",
    );
    expect(() => readConfig(["--frobnicate"], {})).toThrow(/frobnicate[\s\S]*npm run agent/);
  });

  it("keeps the token for this user only and finds it again; flags and environment come first", async () => {
    saveToken(home, { url: "http://saved", token: "bkn_saved" });

    const saved = readConfig([], { BACKLOT_AGENT_HOME: home });
    const told = readConfig(["--url", "http://told/"], { BACKLOT_AGENT_HOME: home, BACKLOT_NODE_TOKEN: "bkn_told" });

    expect(saved).toMatchObject({ url: "http://saved", token: "bkn_saved", embedded: false, ahead: 1 });
    expect(told).toMatchObject({ url: "http://told", token: "bkn_told" });
    expect((await stat(path.join(home, "node.json"))).mode & 0o777).toBe(0o600);
  });

  it("gives the local node a place in the studio's data, and nothing claimed ahead", () => {
    const config = readConfig(["--embedded"], {
      BACKLOT_DATA: "/data",
      BACKLOT_URL: "http://127.0.0.1:3000",
      BACKLOT_NODE_TOKEN: "bkn_x",
    });

    expect(config).toMatchObject({ home: path.resolve("/data/agent"), ahead: 0, embedded: true });
  });
});

describe("back-off", () => {
  it("doubles to half a minute, spread by half either way", () => {
    expect([1, 2, 3, 7, 20].map((n) => pauseMs(n, () => 0.5))).toEqual([500, 1_000, 2_000, 30_000, 30_000]);
    expect([pauseMs(1, () => 0), pauseMs(1, () => 0.999)].map(Math.round)).toEqual([250, 750]);
  });
});

describe("failures on the wire", () => {
  it("carry an engine's words, and nothing of an unforeseen error", () => {
    const known = Object.assign(new Error("The mask is empty."), { cause: "bad-input", retry: "never" });

    expect(failureOf(known)).toEqual({ cause: "bad_input", retry: "never", message: "The mask is empty." });
    expect(failureOf(new TypeError("x is undefined at /home/me/secret.ts")).message).not.toContain("secret");
  });
});

describe("image servers", () => {
  const read = (env: Record<string, string>) =>
    readConfig([], { BACKLOT_URL: "http://s", BACKLOT_NODE_TOKEN: "t", ...env });

  it("are two, each with what it wants with every request", () => {
    const { imageServer, a1111 } = read({
      COMFY_URL: "http://127.0.0.1:8188/",
      A1111_URL: "http://localhost:7860",
      A1111_AUTH: "anna:a:b",
    });
    expect(imageServer).toMatchObject({ kind: "comfyui", url: "http://127.0.0.1:8188", headers: {} });
    expect(a1111).toMatchObject({ kind: "a1111", url: "http://localhost:7860" });
    expect(a1111?.headers.authorization).toBe(`Basic ${Buffer.from("anna:a:b").toString("base64")}`);
    expect(read({ A1111_URL: "http://anna:p%40ss@127.0.0.1:7860" }).a1111).toMatchObject({
      url: "http://127.0.0.1:7860",
      headers: { authorization: `Basic ${Buffer.from("anna:p@ss").toString("base64")}` },
    });
    expect(read({})).toMatchObject({ imageServer: undefined, a1111: undefined });
  });

  it("elsewhere need a yes, and no refusal holds a password", () => {
    expect(() => read({ A1111_URL: "http://anna:secret@10.0.0.5:7860" })).toThrow(
      /10\.0\.0\.5 is another machine.*A1111_REMOTE=yes/,
    );
    expect(() => read({ A1111_URL: "http://anna:secret@10.0.0.5:7860" })).not.toThrow(/secret/);
    expect(() => read({ A1111_URL: "ftp://anna:secret@x" })).not.toThrow(/secret/);
    expect(() => read({ A1111_URL: "nowhere" })).toThrow("http://127.0.0.1:7860");
    expect(() => read({ A1111_URL: "http://127.0.0.1:7860", A1111_AUTH: "anna" })).toThrow("user:password");
    expect(read({ A1111_URL: "http://10.0.0.5:7860", A1111_REMOTE: "yes" }).a1111?.url).toBe("http://10.0.0.5:7860");
  });
});

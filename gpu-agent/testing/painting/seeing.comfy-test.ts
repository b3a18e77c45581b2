import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import type { PassId } from "../../../contract/passes/catalogue";
import { thingsOf } from "../../../contract/passes/marks";
import { MadeWith } from "../../../contract/recipe/made-with";
import { ComfyServer, type ComfyState } from "../../engines/comfy/comfy-server";
import { allVariants } from "../../passes/diffusion/diffusion-work";
import { Painter } from "../../passes/diffusion/painter";
import { finders } from "../../passes/seeing/finders";
import { pointFinders } from "../../passes/seeing/point-finders";
import type { PassJob } from "../../passes/work";
import "../../passes/registry";
import { RealServer } from "./real-server";
import { Stage, scene } from "./stage";

// Passes that want more than a checkpoint: each runs where the server has what it needs, and says what it lacks where
// not. Random weights do, as everywhere here.
const real = new RealServer();
let server: ComfyServer;
let stage: Stage;
let state: ComfyState;

beforeAll(async () => {
  await real.start();
  server = new ComfyServer({ kind: "comfyui", url: real.url, headers: {}, dir: real.dir });
  stage = await Stage.open(server);
  const looked = await server.look(true);
  if (!looked.ok) throw new Error(looked.lacks.what);
  state = looked.state;
});
afterAll(async () => {
  server.runner.close();
  await stage.close();
  await real.kill();
});

const picture = scene(98, 70);
/** Skips, saying what the server lacks, unless this way of a pass is ready; other ways are shut, so that it is taken. */
const only = (pass: PassId, way: string, context: TestContext): void => {
  const report = allVariants(state).find((each) => each.pass === pass && each.variant === way);
  const lacks = report?.missing.map(({ what }) => what).join("; ") ?? "";
  if (!report?.ready) context.skip(`the server lacks ${lacks}`);
  const first = allVariants(state).find((each) => each.pass === pass && each.ready);
  if (first?.variant !== way) context.skip(`the server does it by ${first?.title}`);
};

describe("depth", () => {
  test.for(["depth-anything-3", "depth-anything-2", "lotus"])(
    "by %s: a map of the picture's size, the same twice",
    async (way, context) => {
      const report = allVariants(state).find((each) => each.pass === "depth" && each.variant === way);
      if (!report?.ready) context.skip(`the server lacks ${report?.missing.map(({ what }) => what).join("; ")}`);
      const { depthBy } = await import("../../passes/seeing/depth");
      const run = async (id: string) => {
        const painter = painterOf("depth", `${id}-${Date.now()}`);
        const map = await depthBy(painter, picture, way);
        return { map, facts: painter.facts(way, undefined).madeWith };
      };
      const [once, twice] = [await run("one"), await run("two")];
      expect([once.map.width, once.map.height]).toEqual([98, 70]);
      expect(Buffer.from(once.map.data).equals(Buffer.from(twice.map.data))).toBe(true);
      // Depth Anything of random weights sees one flat depth; Lotus repaints what it was given.
      if (way === "lotus") expect(new Set(once.map.data).size).toBeGreaterThan(8);
      expect(MadeWith.parse(once.facts).models.map(({ role }) => role)).toContain(
        way === "lotus" ? "diffusion-model" : "depth-model",
      );
    },
  );
});

describe("segment", () => {
  test.for(pointFinders)("by points, $title: a mask for each thing that was marked", async (finder, context) => {
    const lacks = finder.lacks(state);
    if (lacks.length) context.skip(`the server lacks ${lacks.map(({ what }) => what).join("; ")}`);
    const things = thingsOf([
      ...[{ kind: "box" as const, x: 4, y: 4, width: 40, height: 50 }],
      ...[{ kind: "keep" as const, x: 70, y: 30 }],
      ...[{ kind: "not" as const, x: 90, y: 60 }],
    ]);
    const masks = await finder.cut(painterOf("segment-points", `points-${Date.now()}`), picture, things);
    expect(masks.map(({ width, height }) => [width, height])).toEqual([
      [98, 70],
      [98, 70],
    ]);
  });

  test("SAM 2 cuts out what lies in a box, by points", async (context) => {
    const finder = finders.find(({ id }) => id === "florence-sam2");
    const lacks = (finder?.lacks(state) ?? []).filter(({ what }) => /SAM 2|segment-anything-2/.test(what));
    if (!finder || lacks.length) {
      context.skip(`the server lacks ${lacks.map(({ what }) => what).join("; ")}`);
      return;
    }
    const { masks } = await finder.find(painterOf("segment", `sam-${Date.now()}`), {
      ...{ rgb: picture, subject: undefined, most: 4 },
    });
    expect(masks.map(({ width, height }) => [width, height])).toEqual([[98, 70]]);
  });
});

describe("image-to-mesh", () => {
  test("one picture becomes a mesh without words of its making", async (context) => {
    only("image-to-mesh", "hunyuan3d", context);
    const { outcome } = await stage.run("image-to-mesh", {
      params: { detail: 16, steps: 2, latents: 64, threshold: 0, seed: 3 },
      pictures: { image: [picture] },
    });
    expect(outcome.outputs.map(({ slot }) => slot)).toEqual(["mesh"]);
    expect(Number(outcome.facts.triangles)).toBeGreaterThan(0);
  });
});

const painterOf = (pass: PassId, id: string) => {
  const job = {
    ...{ id, params: {}, degrade: 0, folder: "", signal: new AbortController().signal },
    progress: () => {},
  } as unknown as PassJob<PassId>;
  return new Painter(job, server, state, { pass, less: [] });
};

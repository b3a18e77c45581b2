import { afterAll, beforeAll, expect, test } from "vitest";
import { ComfyServer } from "../../engines/comfy/comfy-server";
import type { Rgb } from "../../geometry/pixels";
import { FakeComfy } from "../../testing/fake-comfyui/server";
import { difference, maskOf, Stage, scene } from "../../testing/painting/stage";

const fake = new FakeComfy({ previews: false });
let server: ComfyServer;
let stage: Stage;
beforeAll(async () => {
  server = new ComfyServer({ kind: "comfyui", url: await fake.start(), headers: {}, dir: undefined });
  stage = await Stage.open(server);
});
afterAll(async () => {
  server.runner.close();
  await stage.close();
  await fake.kill();
});

const bright = scene(64, 64);
const picture = { ...bright, data: bright.data.map((value) => Math.round(value / 3)) };
const mask = maskOf(64, 64, [0.3, 0.3, 0.7, 0.7]);
const params = { prompt: "a door", model: "tiny_sd15.safetensors", steps: 1, seed: 2, area: "whole picture", blur: 0 };
const inpaint = async (more: Record<string, unknown> = {}) => {
  const { rgb } = await stage.run("inpaint", {
    params: { ...params, ...more },
    pictures: { image: [picture] },
    masks: { mask: [mask] },
  });
  return rgb;
};
const meanOf = (rgb: Rgb) => {
  let [sum, count] = [0, 0];
  for (let i = 0; i < rgb.data.length; i++)
    if (mask.data[Math.floor(i / 3)] === 255) {
      sum += rgb.data[i] ?? 0;
      count++;
    }
  return sum / count;
};

// The fake paints noise around a middle grey, also on the ring: over a dark picture it has to become dark.
test("inpaint: colours come from around the mask unless turned off; outside it every byte stays", async () => {
  const [matched, plain] = [await inpaint(), await inpaint({ matchColours: false })];
  for (const rgb of [matched, plain]) expect(difference(picture, rgb, mask, false)).toBe(0);
  expect(meanOf(plain)).toBeGreaterThan(115);
  expect(meanOf(matched)).toBeLessThan(80);
});

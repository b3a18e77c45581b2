import { describe, expect, it } from "vitest";
import { modelRef } from "../engine/model-ref";
import type { ModelFile } from "../engine/report";
import { formFields } from "../passes/fields";
import { img2img } from "../passes/image/img2img";
import { absentModels, modelsOf, wrongModels } from "./models-of";
import type { StudioModel } from "./use/find-model";

const fields = formFields(img2img);
const file = (role: ModelFile["role"], name: string, over: Partial<ModelFile> = {}): StudioModel => ({
  ...{ role, file: name, family: "sdxl", familyFrom: "header", inpainting: false, sha256: null },
  ...{ bytes: null, unusable: null, nodes: ["attic"] },
  ...over,
});
const base = file("checkpoint", "sdxl/base.safetensors", { sha256: "a".repeat(64) });
const old = file("lora", "old.safetensors", { family: "sd15" });
const mei = file("lora", "mei.safetensors");
const unknown = file("lora", "who.safetensors", { family: null });
const pointer = file("lora", "pointer.safetensors", { unusable: "a Git LFS pointer of 134 bytes, not the model" });
const tile = file("controlnet", "tile_sd15.safetensors", { family: "sd15" });
const models = [base, old, mei, unknown, pointer, tile];

describe("models that parameters name", () => {
  it("are those of fields, LoRAs, regions and controls", () => {
    const params = {
      model: modelRef(base),
      loras: [{ file: "mei.safetensors", weight: 1 }],
      regions: [{ name: "Mei", loras: [{ file: "old.safetensors" }] }],
      controls: [{ file: "" }, { file: "tile_sd15.safetensors" }],
    };
    expect(modelsOf(params, fields).map(({ role, title }) => [role, title])).toEqual([
      ["checkpoint", "Model"],
      ["lora", "LoRA"],
      ["lora", "LoRA of Mei"],
      ["controlnet", "ControlNet"],
    ]);
  });

  it("are refused in words when the family is another, or the file is no model", () => {
    const wrong = (params: object) => wrongModels({ model: modelRef(base), ...params }, fields, models);
    expect(wrong({ loras: [{ file: "mei.safetensors" }, { file: "who.safetensors" }] })).toEqual([]);
    expect(wrong({ loras: [{ file: "old.safetensors" }] })).toEqual([
      "LoRA: old.safetensors is for SD 1.5, the model sdxl/base.safetensors is SDXL. Choose one of the same family.",
    ]);
    expect(wrong({ controls: [{ file: "tile_sd15.safetensors" }] })[0]).toMatch(/^ControlNet: tile_sd15.*SD 1\.5/);
    expect(wrong({ loras: [{ file: "pointer.safetensors" }] })[0]).toMatch(/cannot be used: a Git LFS pointer/);
    // Without a base model the node takes one that fits.
    expect(wrongModels({ loras: [{ file: "old.safetensors" }] }, fields, models)).toEqual([]);
  });

  it("are named when no node has them, and nothing is said while no node has told", () => {
    const params = { model: "gone.safetensors", loras: [{ file: "mei.safetensors" }] };
    expect(absentModels(params, fields, models)).toEqual(["Model: no node has gone.safetensors."]);
    expect(absentModels(params, fields, [])).toEqual([]);
  });
});

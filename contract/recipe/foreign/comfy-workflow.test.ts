import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readComfy } from "./comfy";
import { graphOfWorkflow } from "./comfy-workflow";
import { embeddedTexts } from "./embedded";
import { settingsOf, settingsOfJson } from "./read";
import { foreignJson } from "./settings";

type Wire = [id: number, from: number, slot: number, to: number, at: number, type: string];
const node = (id: number, type: string, more: object = {}) => ({ id, type, mode: 0, inputs: [], outputs: [], ...more });
const input = (name: string, link: number | null, type = "*", widget = false) => ({
  ...{ name, type, link },
  ...(widget && { widget: { name } }),
});

/** Model, two texts, a latent and a sampler as the editor saves them. */
const plain = (extra: object[] = [], links: Wire[] = [], sampler: object = {}) => ({
  last_node_id: 9,
  version: 0.4,
  nodes: [
    node(1, "CheckpointLoaderSimple", { widgets_values: ["sd/lamp.safetensors"] }),
    node(2, "CLIPTextEncode", { inputs: [input("clip", 2)], widgets_values: ["a paper lantern"] }),
    node(3, "CLIPTextEncode", { inputs: [input("clip", 3)], widgets_values: ["fog"] }),
    node(4, "EmptyLatentImage", { widgets_values: [640, 384, 1] }),
    node(5, "KSampler", {
      inputs: [input("model", 1), input("positive", 4), input("negative", 5), input("latent_image", 6)],
      widgets_values: [42, "randomize", 24, 6.5, "euler", "karras", 1],
      ...sampler,
    }),
    ...extra,
  ],
  links: [
    [1, 1, 0, 5, 0, "MODEL"],
    [2, 1, 1, 2, 0, "CLIP"],
    [3, 1, 1, 3, 0, "CLIP"],
    [4, 2, 0, 5, 1, "CONDITIONING"],
    [5, 3, 0, 5, 2, "CONDITIONING"],
    [6, 4, 0, 5, 3, "LATENT"],
    ...links,
  ],
});
const said = {
  ...{ tool: "ComfyUI", task: "txt2img", prompt: "a paper lantern", negative: "fog", seed: "42", steps: 24, cfg: 6.5 },
  ...{ sampler: "euler", scheduler: "karras", width: 640, height: 384, model: { name: "lamp", hash: "" } },
};

describe("words that two sides share a node with", () => {
  it("stay on their side: what must not be in the picture is not among what shall", () => {
    const graph = graphOfWorkflow(plain());
    const pair = {
      ...graph,
      net: {
        class_type: "ControlNetApplyAdvanced",
        inputs: { positive: ["2", 0], negative: ["3", 0], strength: 0.7 },
      },
      "5": { class_type: "KSampler", inputs: { ...graph?.["5"]?.inputs, positive: ["net", 0], negative: ["net", 1] } },
    };
    expect(readComfy(pair)).toMatchObject({ prompt: "a paper lantern", negative: "fog" });
  });
});

describe("a workflow of ComfyUI's editor", () => {
  it("says what the graph a server runs would say: values by their class's order, the seed's afterwards left out", () => {
    expect(readComfy(plain())).toMatchObject(said);
    expect(graphOfWorkflow(plain())?.["5"]?.inputs).toEqual({
      ...{ seed: 42, steps: 24, cfg: 6.5, sampler_name: "euler", scheduler: "karras", denoise: 1 },
      ...{ model: ["1", 0], positive: ["2", 0], negative: ["3", 0], latent_image: ["4", 0] },
    });
  });

  it("reads a PNG that holds nothing else, and a file of its own", () => {
    expect(settingsOf([{ keyword: "workflow", text: JSON.stringify(plain()) }])).toMatchObject(said);
    expect(settingsOfJson(JSON.stringify(plain()))).toMatchObject(said);
    expect(settingsOfJson(JSON.stringify(graphOfWorkflow(plain())))).toMatchObject(said);
    expect(settingsOfJson(JSON.stringify({ workflow: plain() }))).toMatchObject(said);
    expect(settingsOfJson("{")).toBeNull();
    expect(settingsOfJson("[1, 2]")).toBeNull();
    expect(settingsOfJson('{"name": "package.json"}')).toBeNull();
  });

  it("follows reroutes and primitives, leaves out what is switched off and looks past what is passed by", () => {
    const lora = node(6, "LoraLoader", {
      inputs: [input("model", 1, "MODEL"), input("clip", 2, "CLIP")],
      outputs: [{ type: "MODEL" }, { type: "CLIP" }],
      widgets_values: ["mei.safetensors", 0.8, 0.8],
    });
    const through = (mode: number) =>
      plain(
        [
          { ...lora, mode },
          node(7, "Reroute", { inputs: [input("", 7)], outputs: [{ type: "MODEL" }] }),
          node(8, "PrimitiveNode", { widgets_values: [7, "fixed"] }),
        ],
        [
          [7, 6, 0, 7, 0, "MODEL"],
          [8, 7, 0, 5, 0, "MODEL"],
          [9, 8, 0, 5, 4, "INT"],
        ],
        {
          inputs: [
            ...[input("model", 8), input("positive", 4), input("negative", 5), input("latent_image", 6)],
            input("seed", 9, "INT", true),
          ],
        },
      );
    const used = readComfy(through(0));
    expect(used).toMatchObject({ ...said, seed: "7", loras: [{ name: "mei", weight: 0.8 }] });
    const passed = readComfy(through(4));
    expect(passed).toMatchObject({ ...said, seed: "7", loras: [] });
    expect(readComfy(through(2))).toMatchObject({ prompt: "a paper lantern", model: null, loras: [] });
  });

  it("names the values of classes it does not know by what the file says of them", () => {
    const graph = graphOfWorkflow({
      nodes: [
        node(1, "SamplerOfNobody", {
          inputs: [input("noise_seed", null, "INT", true), input("power", null, "FLOAT", true)],
          widgets_values: [9, "fixed", 0.5],
        }),
        node(2, "VideoOfNobody", { widgets_values: { fps: 24, hidden: { a: 1 } } }),
        node(3, "Unnamed", { widgets_values: [1, 2] }),
        node(4, "Note", { widgets_values: ["read me"] }),
      ],
      links: [],
    });
    expect(graph).toEqual({
      "1": { class_type: "SamplerOfNobody", inputs: { noise_seed: 9, power: 0.5 } },
      "2": { class_type: "VideoOfNobody", inputs: { fps: 24 } },
      "3": { class_type: "Unnamed", inputs: {} },
    });
  });

  it("unfolds groups, one in another too", () => {
    const link = (id: number, from: number, slot: number, to: number, at: number) => ({
      ...{ id, origin_id: from, origin_slot: slot, target_id: to, target_slot: at, type: "*" },
    });
    const words = {
      id: "words",
      nodes: [node(1, "CLIPTextEncode", { inputs: [input("clip", 1)], widgets_values: ["a paper lantern"] })],
      links: [link(1, -10, 0, 1, 0), link(2, 1, 0, -20, 0)],
    };
    const outer = {
      id: "outer",
      nodes: [node(1, "words", { inputs: [input("clip", 1)] })],
      links: [link(1, -10, 0, 1, 0), link(2, 1, 0, -20, 0)],
    };
    const base = plain();
    const folded = {
      ...base,
      nodes: base.nodes.map((one) =>
        (one as { id?: number }).id === 2 ? node(2, "outer", { inputs: [input("clip", 2)] }) : one,
      ),
      definitions: { subgraphs: [words, outer] },
    };
    expect(readComfy(folded)).toMatchObject(said);
    // A group that holds itself is nobody's, and ends.
    const endless = { ...folded, definitions: { subgraphs: [{ ...outer, nodes: [node(1, "outer")] }] } };
    expect(readComfy(endless)?.steps).toBe(24);
  });

  it("survives whatever stands there instead", () => {
    expect(graphOfWorkflow({ nodes: [] })).toBeNull();
    expect(graphOfWorkflow(null)).toBeNull();
    for (const wild of [
      {
        nodes: [null, 1, { type: 4 }, { id: 1, type: "KSampler", inputs: [null], widgets_values: 7 }],
        links: [[], 3, {}],
      },
      { nodes: [node(1, "Reroute", { inputs: [input("", 1)] })], links: [[1, 1, 0, 1, 0, "*"]] },
      {
        nodes: [node(1, "KSampler", { inputs: [input("model", 1)] }), node(2, "Reroute", { inputs: [input("", 1)] })],
        links: [[1, 2, 0, 2, 0]],
      },
    ])
      expect(() => readComfy(wild)).not.toThrow();
  });
});

// Files of others, where they are: see the shared data's licences.
const files = path.resolve(import.meta.dirname, "../../../../shared/data/comfyui");
describe.skipIf(!existsSync(files))("workflows of others", () => {
  const pictures = [
    ...["hiresfix_latent_workflow", "img2img_workflow", "inpaint_example", "lora_multiple", "mixing_controlnets"],
    "workflow_night_evening_day_morning",
  ];
  it.each(pictures)("%s: its editor's workflow says what its server's graph says", async (name) => {
    const { texts } = await embeddedTexts(readFileSync(path.join(files, `${name}.png`)));
    const of = (keyword: string) => foreignJson(texts.find((text) => text.keyword === keyword)?.text ?? "");
    const [graph, workflow] = [readComfy(of("prompt")), readComfy(of("workflow"))];
    expect(graph?.steps).toBeGreaterThan(0);
    const kept = ({ others, ...settings }: NonNullable<typeof graph>) => ({ ...settings, samplers: others.length });
    expect(workflow && kept(workflow)).toEqual(graph && kept(graph));
  });

  it("areas with words of their own are regions, what all of the picture shares is the prompt", async () => {
    const { texts } = await embeddedTexts(readFileSync(path.join(files, "workflow_night_evening_day_morning.png")));
    const settings = settingsOf(texts);
    expect(settings?.regions).toHaveLength(4);
    for (const { prompt, place } of settings?.regions ?? []) {
      expect(prompt).toMatch(/night|evening|day|morning/);
      expect(place).toMatch(/^\d+ × \d+ at \d+, \d+$/);
      expect(settings?.prompt).not.toContain(prompt);
    }
    expect(settings?.prompt).not.toBe("");
  });

  it("regions by masks and reference pictures are told with their words and weights", () => {
    const settings = settingsOfJson(readFileSync(path.join(files, "ipadapter_regional_conditioning.json"), "utf8"));
    expect(settings).toMatchObject({ seed: "5", steps: 40, cfg: 8, sampler: "dpmpp_2m", scheduler: "karras" });
    expect(settings?.prompt).toMatch(/^closeup of two girl friends shopping/);
    expect(settings?.negative).toMatch(/^blurry, lowres/);
    expect(settings?.regions.map(({ prompt, strength }) => [prompt, strength])).toEqual(
      expect.arrayContaining([
        ["illustration of a blonde woman with beautiful eyes", 1],
        ["anime illustration of a young woman with a black jacket", 1],
      ]),
    );
    for (const { place } of settings?.regions ?? []) expect(place).toMatch(/mask/);
  });

  it.each(["multiple_loras", "pose", "image_to_video_wan_example", "workflow_image_to_video"])("%s is read", (name) => {
    const settings = settingsOfJson(readFileSync(path.join(files, `${name}.json`), "utf8"));
    expect(settings?.steps).toBeGreaterThan(0);
    expect(settings?.seed).not.toBeNull();
    if (name === "multiple_loras") expect(settings?.loras).toHaveLength(2);
  });
});

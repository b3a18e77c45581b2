import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readComfy } from "../../../contract/recipe/foreign/comfy";
import { widgetsOf } from "../../../contract/recipe/foreign/comfy-widgets";
import { settingsOfJson } from "../../../contract/recipe/foreign/read";
import type { Graph } from "../../graph/graph";
import { bundledObjects } from "../../testing/fake-comfyui/world";

// Graphs of ours taken out, opened in ComfyUI's editor, saved there and brought back: they say what was asked for (A46).
const folder = path.join(import.meta.dirname, "golden");
const graphOf = (name: string): Graph => {
  const stages = JSON.parse(readFileSync(path.join(folder, `${name}.snap`), "utf8")) as {
    stage: string;
    graph: Graph;
  }[];
  const found = (stages.find(({ stage }) => stage === "main") ?? stages.at(-1))?.graph;
  if (!found) throw new Error(`no graph in ${name}`);
  return found;
};

type Spec = Record<string, Record<string, [unknown, Record<string, unknown>?]> | undefined>;
const objects = bundledObjects() as Record<string, { input: Spec; output: string[] }>;
const wires = new Set(["INT", "FLOAT", "STRING", "BOOLEAN", "COMBO"]);

/** The graph as ComfyUI's editor saves it: sockets in the order of the class, then values of its widgets in theirs. */
const asEditor = (graph: Graph) => {
  const ids = new Map(Object.keys(graph).map((id, n) => [id, n + 1]));
  const links: unknown[][] = [];
  const nodes = Object.entries(graph).map(([id, { class_type, inputs }]) => {
    const spec = objects[class_type]?.input ?? {};
    const all = Object.entries({ ...spec.required, ...spec.optional });
    const sockets: { name: string; type: string; link: number | null; widget?: { name: string } }[] = [];
    const widgets_values: unknown[] = [];
    for (const [name, [type, config]] of all) {
      const value = inputs[name];
      const linked = Array.isArray(value);
      const widget = (Array.isArray(type) || wires.has(String(type))) && config?.forceInput !== true;
      if (widget) {
        widgets_values.push(linked ? null : value);
        if (/seed$/.test(name)) widgets_values.push("fixed");
        if (/^(image)$/.test(name) && /^LoadImage/.test(class_type) && class_type === "LoadImage")
          widgets_values.push("image");
        if (!linked) continue;
      }
      const link = linked ? links.length + 1 : null;
      if (linked) links.push([link, ids.get(String(value[0])), value[1], ids.get(id), sockets.length, String(type)]);
      sockets.push({ name, type: String(type), link, ...(widget && { widget: { name } }) });
    }
    const outputs = (objects[class_type]?.output ?? []).map((type) => ({ name: type, type }));
    return { id: ids.get(id), type: class_type, mode: 0, inputs: sockets, outputs, widgets_values };
  });
  return { last_node_id: nodes.length, last_link_id: links.length, nodes, links, version: 0.4 };
};

const painted = readdirSync(folder)
  .filter((name) => /^(sd15|sdxl|flux)\.(txt2img|img2img|inpaint\.\w+|render-frame)\.snap$/.test(name))
  .map((name) => name.replace(/\.snap$/, ""));

describe("a graph of ours, brought back", () => {
  test("there are some", () => expect(painted.length).toBeGreaterThan(12));

  test.each(painted)("%s says the same from its editor, and what was asked for", (name) => {
    const graph = graphOf(name);
    const plain = readComfy(graph);
    const edited = settingsOfJson(JSON.stringify(asEditor(graph)));
    if (!plain || !edited) throw new Error("it is no graph");
    expect({ ...edited, others: [] }).toEqual({ ...plain, others: [] });
    const [family = "", pass = ""] = name.split(".");
    expect(plain).toMatchObject({ seed: "1", steps: expect.any(Number) as number });
    expect(plain.prompt).toContain("an office");
    expect(plain.model?.name).toBeTruthy();
    if (pass === "txt2img") expect(plain.loras.map(({ name }) => name)).toEqual([expect.stringMatching(/^dave_/)]);
    if (pass === "render-frame") {
      expect(plain.regions.map(({ prompt, loras }) => [prompt, loras.map(({ name }) => name.split("_")[0])])).toEqual([
        ["dave", ["dave"]],
        ["diane", ["diane"]],
      ]);
      expect(plain.prompt).toMatch(/rain outside$/);
      for (const { place } of plain.regions) expect(place).not.toBe("");
    } else expect(plain.regions, family).toEqual([]);
  });

  test("the order of widgets we know is the server's own", () => {
    const odd = Object.entries(objects).flatMap(([name, { input }]) => {
      const known = widgetsOf(name)?.filter((one) => one !== "+");
      if (!known) return [];
      const own = Object.entries({ ...input.required, ...input.optional })
        .filter(([, [type, config]]) => (Array.isArray(type) || wires.has(String(type))) && config?.forceInput !== true)
        .map(([input]) => input);
      return JSON.stringify(own) === JSON.stringify(known) ? [] : [`${name}: ${own.join(" ")} / ${known.join(" ")}`];
    });
    expect(odd).toEqual([]);
  });
});

import { afterSeed, widgetsOf } from "./comfy-widgets";
import { isObject, type Json } from "./settings";

type Link = { from: string; slot: number };
type Slot = { name: string; type: string; link: string | null; widget: boolean };
type Node = {
  id: string;
  type: string;
  title: string;
  mode: number;
  inputs: Slot[];
  outputs: string[];
  values: unknown;
};
type ApiNode = { class_type: string; inputs: Json; _meta?: { title: string } };

/** LiteGraph's modes of a node: switched off, or passed by. */
const [never, bypassed] = [2, 4];
/** Notes and boxes of the editor, which are no part of the graph. */
const words = new Set(["Note", "MarkdownNote", "PrimitiveNode", "Reroute"]);

/** Whether a JSON is a workflow of ComfyUI's editor: boxes on a plane, not the graph a server runs. */
export const isWorkflow = (json: unknown): json is Json =>
  isObject(json) && Array.isArray(json.nodes) && Array.isArray(json.links);

/**
 * The graph a server would run of a workflow saved by ComfyUI's editor: links by their node, widgets by name, nodes that are
 * switched off gone, those that are passed by replaced by what goes into them. Groups of nodes folded into one ("subgraphs") are
 * unfolded. Null when the JSON is no workflow. What an unknown node's values mean is left out.
 */
export function graphOfWorkflow(json: unknown): Record<string, ApiNode> | null {
  if (!isWorkflow(json)) return null;
  const flat = flatten(json);
  const out: Record<string, ApiNode> = {};
  for (const node of flat.nodes.values()) {
    if (node.mode === never || node.mode === bypassed || words.has(node.type)) continue;
    const inputs: Json = namedValues(node);
    for (const { name, link } of node.inputs) {
      const source = link === null ? null : sourceOf(flat, link);
      if (source === null) continue;
      if ("value" in source) inputs[name] = source.value;
      else inputs[name] = [source.from, source.slot];
    }
    out[node.id] = { class_type: node.type, inputs, ...(node.title && { _meta: { title: node.title } }) };
  }
  return out;
}

/** `exits`: which inner link stands for an output of a folded group. */
type Flat = { nodes: Map<string, Node>; links: Map<string, Link>; exits: Map<string, string> };
const exitOf = (node: string, slot: number) => `${node} ${slot}`;

const idOf = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const wordOf = (value: unknown): string => (typeof value === "string" ? value : "");

const readNode = (given: unknown, prefix: string): Node | null => {
  if (!isObject(given) || typeof given.type !== "string") return null;
  return {
    ...{ id: prefix + idOf(given.id), type: given.type, title: wordOf(given.title) },
    mode: typeof given.mode === "number" ? given.mode : 0,
    inputs: listOf(given.inputs).flatMap((slot): Slot[] => {
      if (!isObject(slot)) return [];
      const link = slot.link === null || slot.link === undefined ? null : prefix + idOf(slot.link);
      return [{ name: wordOf(slot.name), type: wordOf(slot.type), link, widget: isObject(slot.widget) }];
    }),
    outputs: listOf(given.outputs).map((slot) => (isObject(slot) ? wordOf(slot.type) : "")),
    values: given.widgets_values,
  };
};

/** Links of both forms: rows of six, and objects in newer files. */
const readLink = (given: unknown): { id: string; from: string; slot: number; to: string; at: number } | null => {
  const [id, from, slot, to, at] = isObject(given)
    ? [given.id, given.origin_id, given.origin_slot, given.target_id, given.target_slot]
    : listOf(given);
  if (typeof slot !== "number" || typeof at !== "number") return null;
  return { id: idOf(id), from: idOf(from), slot, to: idOf(to), at };
};

/** A folded group may hold others; deeper than this it is none that a person made. */
const deepest = 8;

const flatten = (workflow: Json): Flat => {
  const definitions = isObject(workflow.definitions) ? listOf(workflow.definitions.subgraphs) : [];
  const folded = new Map(definitions.flatMap((one) => (isObject(one) ? [[idOf(one.id), one] as const] : [])));
  const flat: Flat = { nodes: new Map(), links: new Map(), exits: new Map() };
  const unfold = (graph: Json, prefix: string, depth: number): void => {
    const own = new Map<string, Node>();
    for (const given of listOf(graph.nodes)) {
      const node = readNode(given, prefix);
      if (node) own.set(node.id, node);
    }
    for (const given of listOf(graph.links)) {
      const link = readLink(given);
      if (link) flat.links.set(prefix + link.id, { from: prefix + link.from, slot: link.slot });
    }
    for (const node of own.values()) {
      const inner = folded.get(node.type);
      if (!inner || depth >= deepest || node.mode === never || node.mode === bypassed) {
        flat.nodes.set(node.id, node);
        continue;
      }
      const under = `${node.id}:`;
      unfold(inner, under, depth + 1);
      joinFolded(flat, node, inner, under);
    }
  };
  unfold(workflow, "", 0);
  return flat;
};

/** The ends of a folded group: −10 stands for what goes into it, −20 for what comes out. */
const joinFolded = (flat: Flat, node: Node, inner: Json, under: string): void => {
  for (const given of listOf(inner.links)) {
    const link = readLink(given);
    if (!link) continue;
    if (link.from === "-10") {
      const outer = node.inputs[link.slot]?.link ?? null;
      const source = outer === null ? undefined : flat.links.get(outer);
      if (source) flat.links.set(under + link.id, source);
      else flat.links.delete(under + link.id);
    }
    if (link.to === "-20") flat.exits.set(exitOf(node.id, link.at), under + link.id);
  }
};

/** Where a link really begins: past reroutes and nodes that are passed by; a primitive is its value. Null: nowhere. */
const sourceOf = (flat: Flat, id: string, hops = 64): Link | { value: unknown } | null => {
  const link = flat.links.get(id);
  if (!link || hops === 0) return null;
  const exit = flat.exits.get(exitOf(link.from, link.slot));
  if (exit !== undefined) return sourceOf(flat, exit, hops - 1);
  const node = flat.nodes.get(link.from);
  if (!node || node.mode === never) return null;
  if (node.type === "PrimitiveNode") return { value: listOf(node.values)[0] };
  if (node.type === "Reroute" || node.mode === bypassed) {
    const type = node.outputs[link.slot];
    const way = node.inputs.find((slot) => slot.link !== null && (node.type === "Reroute" || slot.type === type));
    return way?.link ? sourceOf(flat, way.link, hops - 1) : null;
  }
  return link;
};

/** A node's own values by name: as it names them, else by the order of its class. */
const namedValues = ({ type, inputs, values }: Node): Json => {
  if (isObject(values)) return Object.fromEntries(Object.entries(values).filter(([, value]) => !isObject(value)));
  const given = listOf(values);
  const known = widgetsOf(type);
  const named = inputs.filter(({ widget }) => widget).map(({ name }) => name);
  // A class's own order holds whether its inputs name their widgets or not; the file's counts where we do not know the class.
  const order = known ?? named;
  const out: Json = {};
  let at = 0;
  for (const name of order) {
    if (name === "+") {
      at++;
      continue;
    }
    if (at < given.length) out[name] = given[at];
    at++;
    if (known === null && /seed$/.test(name) && afterSeed.has(given[at])) at++;
  }
  return out;
};

import { isObject, type Json } from "./settings";

export type Node = { class_type: string; inputs: Json };
export type Graph = ReadonlyMap<string, Node>;

/** A node farther up than this is none of the sampler's: graphs of real people are some dozens deep. */
const reach = 200;

/** The nodes of a graph in ComfyUI's API form; null when the JSON is none. */
export const graphOf = (json: unknown): Graph | null => {
  if (!isObject(json)) return null;
  const nodes = Object.entries(json).flatMap(([id, node]) =>
    isObject(node) && typeof node.class_type === "string"
      ? [[id, { class_type: node.class_type, inputs: isObject(node.inputs) ? node.inputs : {} }] as const]
      : [],
  );
  return nodes.length > 0 ? new Map(nodes) : null;
};

export const isSampler = ({ class_type, inputs }: Node): boolean =>
  /sampler/i.test(class_type) && (isLink(inputs.latent_image) || (isLink(inputs.model) && isLink(inputs.positive)));

export const isLink = (value: unknown): value is [string, number] =>
  Array.isArray(value) &&
  value.length === 2 &&
  typeof value[1] === "number" &&
  ["string", "number"].includes(typeof value[0]);

export const linked = (graph: Graph, node: Node, input: string): Node[] => {
  const link = node.inputs[input];
  const target = isLink(link) ? graph.get(String(link[0])) : undefined;
  return target ? [target] : [];
};

type Edge = { id: string; slot: number };

/** Every node above a link, nearest first; a cycle ends it. `ways` says which inputs of a node are followed from one of its outputs. */
const climb = (graph: Graph, link: unknown, ways: (node: Node, slot: number) => unknown[]): Node[] => {
  const seen = new Set<string>();
  const found: Node[] = [];
  let edge: Edge[] = isLink(link) ? [{ id: String(link[0]), slot: link[1] }] : [];
  while (edge.length > 0 && found.length < reach) {
    const next: Edge[] = [];
    for (const { id, slot } of edge) {
      const node = graph.get(id);
      if (!node || seen.has(id)) continue;
      seen.add(id);
      found.push(node);
      next.push(
        ...ways(node, slot)
          .filter(isLink)
          .map(([to, at]) => ({ id: String(to), slot: at })),
      );
    }
    edge = next;
  }
  return found;
};

export const above = (graph: Graph, link: unknown): Node[] => climb(graph, link, ({ inputs }) => Object.values(inputs));

/**
 * The same for words: a node that hands positive and negative words through (a ControlNet, a region) is left by the side it was
 * entered from, or what must not be in the picture would be among what shall.
 */
export const wordsAbove = (graph: Graph, link: unknown): Node[] =>
  climb(graph, link, ({ class_type, inputs }, slot) => {
    const named = Object.entries(inputs).filter(([, value]) => isLink(value));
    const side = (name: string) => named.some(([input]) => input.startsWith(name));
    if (!side("positive") || !side("negative")) return named.map(([, value]) => value);
    // Its first output is the reference, then come the words.
    const from = class_type === "IPAdapterRegionalConditioning" ? slot - 1 : slot;
    const other = from === 0 ? "negative" : from === 1 ? "positive" : null;
    return named.filter(([input]) => other === null || !input.startsWith(other)).map(([, value]) => value);
  });

export const firstAbove = (graph: Graph, link: unknown, wanted: (node: Node) => boolean) =>
  above(graph, link).find(wanted);

/** A value, or what a link to a primitive leads to. */
export const resolve = (graph: Graph, value: unknown, hops = 8): unknown => {
  if (!isLink(value)) return value;
  const node = graph.get(String(value[0]));
  if (!node || hops === 0) return undefined;
  const { inputs } = node;
  const inner = ["value", "seed", "noise_seed", "int", "float", "text", "string"].map((key) => inputs[key]);
  return resolve(
    graph,
    inner.find((one) => one !== undefined),
    hops - 1,
  );
};

/** The prompts a conditioning is made of, in the order they are met, each once. */
export const texts = (graph: Graph, link: unknown): string => {
  const found = wordsAbove(graph, link).filter(({ class_type }) => !isSampler({ class_type, inputs: {} }));
  const words = found.flatMap(({ inputs }) =>
    ["text", "text_g", "text_l", "t5xxl", "clip_l", "prompt"].map((key) => resolve(graph, inputs[key])),
  );
  return [...new Set(words.filter((word): word is string => typeof word === "string" && word.trim() !== ""))]
    .map((word) => word.trim())
    .join("\n");
};

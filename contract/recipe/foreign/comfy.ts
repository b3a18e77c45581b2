import { type ForeignSettings, isObject, type Json, modelName, noSettings, numberOf, seedOf } from "./settings";

type Node = { class_type: string; inputs: Json };
type Graph = ReadonlyMap<string, Node>;

/** A node farther up than this is none of the sampler's: graphs of real people are some dozens deep. */
const reach = 200;

/**
 * What ComfyUI's API graph (the `prompt` chunk) says, told from its first sampler upwards: texts, seed, model, LoRAs, size.
 * Further samplers are listed as they are. Null when the JSON is no such graph.
 */
export function readComfy(json: unknown): ForeignSettings | null {
  const graph = graphOf(json);
  if (!graph) return null;
  const samplers = [...graph].filter(([, node]) => isSampler(node));
  const [first, ...later] = inOrder(graph, samplers);
  const settings = noSettings("ComfyUI");
  if (!first) return { ...settings, others: [{ key: "Nodes", value: classes(graph) }] };
  const [, node] = first;
  const parts = [node, ...["noise", "guider", "sampler", "sigmas"].flatMap((input) => linked(graph, node, input))];
  const said = (input: string) => parts.map((part) => part.inputs[input]).find((value) => value !== undefined);
  const conditioning = (input: string) => {
    const holder = parts.find((part) => isLink(part.inputs[input]));
    return holder ? texts(graph, holder.inputs[input]) : "";
  };
  const from = (input: string) => parts.map((part) => part.inputs[input]).find(isLink);
  const latent = from("latent_image");
  const size = latent ? firstAbove(graph, latent, (one) => numberOf(one.inputs.width) !== null) : undefined;
  const chain = from("model") ? above(graph, from("model")) : [];
  const loader = chain.find(({ inputs }) => typeof (inputs.ckpt_name ?? inputs.unet_name) === "string");
  const name = loader?.inputs.ckpt_name ?? loader?.inputs.unet_name;
  return {
    ...settings,
    task: taskOf(latent ? above(graph, latent) : []),
    prompt: conditioning("positive") || conditioning("conditioning"),
    negative: conditioning("negative"),
    seed: seedOf(resolve(graph, said("seed") ?? said("noise_seed"))),
    steps: numberOf(resolve(graph, said("steps"))),
    cfg: numberOf(resolve(graph, said("cfg"))),
    denoise: numberOf(resolve(graph, said("denoise"))),
    sampler: wordOf(resolve(graph, said("sampler_name"))),
    scheduler: wordOf(resolve(graph, said("scheduler"))),
    width: numberOf(size?.inputs.width),
    height: numberOf(size?.inputs.height),
    model: typeof name === "string" ? { name: modelName(name), hash: "" } : null,
    loras: chain.flatMap(lorasOf).reverse(),
    others: [
      ...later.map(([id, one], n) => ({ key: `Sampler ${n + 2} (node ${id})`, value: plainInputs(one) })),
      { key: "Nodes", value: classes(graph) },
    ],
  };
}

const graphOf = (json: unknown): Graph | null => {
  if (!isObject(json)) return null;
  const nodes = Object.entries(json).flatMap(([id, node]) =>
    isObject(node) && typeof node.class_type === "string"
      ? [[id, { class_type: node.class_type, inputs: isObject(node.inputs) ? node.inputs : {} }] as const]
      : [],
  );
  return nodes.length > 0 ? new Map(nodes) : null;
};

const isSampler = ({ class_type, inputs }: Node): boolean =>
  /sampler/i.test(class_type) && (isLink(inputs.latent_image) || (isLink(inputs.model) && isLink(inputs.positive)));

const isLink = (value: unknown): value is [string, number] =>
  Array.isArray(value) &&
  value.length === 2 &&
  typeof value[1] === "number" &&
  ["string", "number"].includes(typeof value[0]);

const linked = (graph: Graph, node: Node, input: string): Node[] => {
  const link = node.inputs[input];
  const target = isLink(link) ? graph.get(String(link[0])) : undefined;
  return target ? [target] : [];
};

/** Every node above a link, nearest first; a cycle ends it. */
const above = (graph: Graph, link: unknown): Node[] => {
  const seen = new Set<string>();
  const found: Node[] = [];
  let edge = isLink(link) ? [String(link[0])] : [];
  while (edge.length > 0 && found.length < reach) {
    const next: string[] = [];
    for (const id of edge) {
      const node = graph.get(id);
      if (!node || seen.has(id)) continue;
      seen.add(id);
      found.push(node);
      next.push(
        ...Object.values(node.inputs)
          .filter(isLink)
          .map(([to]) => String(to)),
      );
    }
    edge = next;
  }
  return found;
};

const firstAbove = (graph: Graph, link: unknown, wanted: (node: Node) => boolean) => above(graph, link).find(wanted);

/** A sampler that takes the picture of another comes after it. */
const inOrder = (graph: Graph, samplers: readonly [string, Node][]): [string, Node][] => {
  const before = ([, node]: [string, Node]) => above(graph, node.inputs.latent_image).filter(isSampler).length;
  return samplers
    .map((one) => ({ one, n: before(one) }))
    .sort((a, b) => a.n - b.n)
    .map(({ one }) => one);
};

/** A value, or what a link to a primitive leads to. */
const resolve = (graph: Graph, value: unknown, hops = 8): unknown => {
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
const texts = (graph: Graph, link: unknown): string => {
  const found = above(graph, link).filter(({ class_type }) => !isSampler({ class_type, inputs: {} }));
  const words = found.flatMap(({ inputs }) =>
    ["text", "text_g", "text_l", "t5xxl", "clip_l", "prompt"].map((key) => resolve(graph, inputs[key])),
  );
  return [...new Set(words.filter((word): word is string => typeof word === "string" && word.trim() !== ""))]
    .map((word) => word.trim())
    .join("\n");
};

/** By what the latent was made from: a picture under a mask, a picture, or nothing. */
const taskOf = (chain: readonly Node[]): ForeignSettings["task"] => {
  const has = (pattern: RegExp) => chain.some(({ class_type }) => pattern.test(class_type));
  if (has(/^VAEEncodeForInpaint$|^SetLatentNoiseMask$|^InpaintModelConditioning$/)) return "inpaint";
  if (has(/^VAEEncode(Tiled)?$/)) return "img2img";
  return has(/^Empty.*Latent/) ? "txt2img" : null;
};

const lorasOf = ({ inputs }: Node): { name: string; weight: number }[] =>
  typeof inputs.lora_name === "string"
    ? [{ name: modelName(inputs.lora_name), weight: numberOf(inputs.strength_model) ?? 1 }]
    : [];

const wordOf = (value: unknown): string => (typeof value === "string" ? value : "");
const classes = (graph: Graph): string =>
  [...new Set([...graph.values()].map(({ class_type }) => class_type))].join(", ");
const plainInputs = ({ inputs }: Node): string =>
  Object.entries(inputs)
    .filter(([, value]) => !isLink(value) && typeof value !== "object")
    .map(([key, value]) => `${key} ${value}`)
    .join(", ");

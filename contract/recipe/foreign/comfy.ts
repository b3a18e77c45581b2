import {
  above,
  firstAbove,
  type Graph,
  graphOf,
  isLink,
  isSampler,
  linked,
  type Node,
  resolve,
  texts,
} from "./comfy-graph";
import { regionsOf } from "./comfy-regions";
import { graphOfWorkflow } from "./comfy-workflow";
import { type ForeignSettings, modelName, noSettings, numberOf, seedOf } from "./settings";

/**
 * What ComfyUI's graph says, as a server runs it (the `prompt` chunk) or as its editor saves it (`workflow`), told from its first sampler upwards: texts, seed, model, LoRAs, size.
 * Further samplers are listed as they are. Null when the JSON is no such graph.
 */
export function readComfy(json: unknown): ForeignSettings | null {
  const graph = graphOf(graphOfWorkflow(json) ?? json);
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
  const regional = regionsOf(graph, { positive: from("positive"), negative: from("negative") });
  return {
    ...settings,
    regions: regional?.regions ?? [],
    task: taskOf(latent ? above(graph, latent) : []),
    prompt: regional?.scene.positive ?? (conditioning("positive") || conditioning("conditioning")),
    negative: regional?.scene.negative ?? conditioning("negative"),
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

/** A sampler that takes the picture of another comes after it. */
const inOrder = (graph: Graph, samplers: readonly [string, Node][]): [string, Node][] => {
  const before = ([, node]: [string, Node]) => above(graph, node.inputs.latent_image).filter(isSampler).length;
  return samplers
    .map((one) => ({ one, n: before(one) }))
    .sort((a, b) => a.n - b.n)
    .map(({ one }) => one);
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

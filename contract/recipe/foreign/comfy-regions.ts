import { above, type Graph, isLink, type Node, resolve, texts, wordsAbove } from "./comfy-graph";
import { type ForeignRegion, modelName, numberOf } from "./settings";

/** Nodes that tie words to a part of the picture, and the inputs their own words come in by. */
const places: Readonly<Record<string, { positive: string; negative?: string }>> = {
  ConditioningSetMask: { positive: "conditioning" },
  ConditioningSetArea: { positive: "conditioning" },
  ConditioningSetAreaPercentage: { positive: "conditioning" },
  ConditioningSetProperties: { positive: "cond_NEW" },
  ConditioningSetPropertiesAndCombine: { positive: "cond_NEW" },
  PairConditioningSetProperties: { positive: "positive_NEW", negative: "negative_NEW" },
  PairConditioningSetPropertiesAndCombine: { positive: "positive_NEW", negative: "negative_NEW" },
  IPAdapterRegionalConditioning: { positive: "positive", negative: "negative" },
};

const placeOf = ({ class_type }: Node) => (Object.hasOwn(places, class_type) ? places[class_type] : undefined);

type Words = { positive: string; negative: string };

/**
 * The regions of a graph, in the order they were laid, and the words that belong to none of them; null when it has no regions.
 * Words that stand at the end of every region and at the beginning of the scene are the scene's (that is how our own graphs say
 * what all of the picture shares).
 */
export function regionsOf(
  graph: Graph,
  links: { positive: unknown; negative: unknown },
): { regions: ForeignRegion[]; scene: Words } | null {
  const nodes = wordsAbove(graph, links.positive).filter((node) => placeOf(node) !== undefined);
  const found = nodes.toReversed().flatMap((node): ForeignRegion[] => {
    const place = placeOf(node);
    const words = place ? texts(graph, node.inputs[place.positive]) : "";
    if (!place || words === "") return [];
    const negative = place.negative === undefined ? "" : texts(graph, node.inputs[place.negative]);
    return [
      {
        ...{
          prompt: words,
          negative,
          strength: numberOf(resolve(graph, node.inputs.strength ?? node.inputs.prompt_weight)),
        },
        ...{ loras: hooksOf(graph, node.inputs[place.positive]), place: placeWords(graph, node) },
      },
    ];
  });
  if (found.length === 0) return null;
  const scene = {
    positive: outside(
      graph,
      links.positive,
      found.map(({ prompt }) => prompt),
    ),
    negative: outside(graph, links.negative, []),
  };
  return { scene, regions: apart(apart(found, "prompt", scene.positive), "negative", scene.negative) };
}

/** LoRAs that count only in here: hooks on the words. */
const hooksOf = (graph: Graph, link: unknown) =>
  wordsAbove(graph, link)
    .flatMap(({ class_type, inputs }) =>
      /^CreateHookLora/.test(class_type) && typeof inputs.lora_name === "string"
        ? [{ name: modelName(inputs.lora_name), weight: numberOf(inputs.strength_model) ?? 1 }]
        : [],
    )
    .reverse();

/** The words above a link that come in by no region. */
const outside = (graph: Graph, link: unknown, own: readonly string[]): string => {
  const bare = new Map(
    [...graph].map(([id, node]): [string, Node] => {
      const place = placeOf(node);
      if (!place) return [id, node];
      const { [place.positive]: _, [place.negative ?? ""]: __, ...inputs } = node.inputs;
      return [id, { ...node, inputs }];
    }),
  );
  const words = texts(bare, link);
  return own.includes(words) ? "" : words;
};

/** Without what every region shares with the beginning of the scene. */
const apart = (regions: readonly ForeignRegion[], name: "prompt" | "negative", scene: string): ForeignRegion[] => {
  const parts = scene.split(", ");
  const ends = parts.map((_, n) => parts.slice(0, parts.length - n).join(", "));
  const shared = ends.find(
    (end) => end !== "" && regions.every((one) => one[name] === end || one[name].endsWith(`, ${end}`)),
  );
  if (shared === undefined) return [...regions];
  return regions.map((one) => ({
    ...one,
    [name]: one[name] === shared ? "" : one[name].slice(0, -`, ${shared}`.length),
  }));
};

const placeWords = (graph: Graph, { class_type, inputs }: Node): string => {
  const { x, y, width, height } = inputs;
  if (numberOf(width) !== null && numberOf(height) !== null) return `${width} × ${height} at ${x ?? 0}, ${y ?? 0}`;
  if (!isLink(inputs.mask)) return class_type;
  const source = above(graph, inputs.mask).find((node) => typeof node.inputs.image === "string");
  const slot = Number(inputs.mask[1]);
  const file = source
    ? String(source.inputs.image).split(/[\\/]/).at(-1)
    : graph.get(String(inputs.mask[0]))?.class_type;
  return slot > 0 ? `${file}, mask ${slot + 1}` : `${file}`;
};

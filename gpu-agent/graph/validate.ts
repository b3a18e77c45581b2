import { type Graph, linkOf } from "./graph";
import { type ClassInfo, dynamicList, type InputInfo, inputsOf, type ObjectInfo } from "./object-info";

/** One thing wrong with a graph, in the server's own terms. */
export type Problem = {
  node: string;
  /** `cycle` and `unknown_input` are ours: the server runs into the first and passes over the second. */
  type:
    | "invalid_prompt"
    | "prompt_no_outputs"
    | "required_input_missing"
    | "bad_linked_input"
    | "return_type_mismatch"
    | "invalid_input_type"
    | "value_smaller_than_min"
    | "value_bigger_than_max"
    | "value_not_in_list"
    | "cycle"
    | "unknown_input";
  input?: string;
  /** For the log: what was found and what is allowed. */
  details: string;
};

/** Inputs whose value names an uploaded file: the server has a check of its own for them and lists only some. */
const isUpload = ({ config }: InputInfo) =>
  ["image_upload", "audio_upload", "video_upload", "file_upload"].some((flag) => config[flag] === true);

const compatible = (received: string, wanted: string): boolean => {
  if (received === "*" || wanted === "*" || received === wanted) return true;
  const given = received.split(",").map((part) => part.trim());
  return wanted.split(",").some((part) => given.includes(part.trim()));
};

const literalFits: Readonly<Record<string, (value: unknown) => boolean>> = {
  // The server would coerce; a number sent as a word is our mistake, so it is one here (stricter than the server).
  INT: (value) => Number.isSafeInteger(value),
  FLOAT: (value) => typeof value === "number" && Number.isFinite(value),
  STRING: (value) => typeof value === "string",
  BOOLEAN: (value) => typeof value === "boolean",
};

/**
 * The server's own checks against what the user's server says of itself, before anything is posted, and stricter where
 * it is careless: both encodings of lists are checked, literals must have their exact type, unknown inputs are named.
 */
export const validate = (graph: Graph, objects: ObjectInfo): Problem[] => {
  const unknown = Object.entries(graph).filter(([, { class_type }]) => !objects[class_type]);
  if (unknown.length)
    return unknown.map(([node, { class_type }]) => ({
      node,
      type: "invalid_prompt",
      details: `node ${class_type} does not exist`,
    }));
  const ends = Object.values(graph).some(({ class_type }) => objects[class_type]?.output_node);
  if (!ends) return [{ node: "", type: "prompt_no_outputs", details: "no node gives anything out" }];
  return [...cyclesOf(graph), ...Object.keys(graph).flatMap((node) => checkNode(node, graph, objects))];
};

const checkNode = (node: string, graph: Graph, objects: ObjectInfo): Problem[] => {
  const { class_type, inputs } = graph[node] ?? { class_type: "", inputs: {} };
  const known = inputsOf(objects[class_type] as ClassInfo, inputs);
  const missing = Object.entries(known)
    .filter(([input, { required }]) => required && !(input in inputs))
    .map(([input]): Problem => ({ node, input, type: "required_input_missing", details: input }));
  const wrong = Object.entries(inputs).flatMap(([input, value]): Problem[] => {
    const spec = known[input];
    // Newer servers flatten other dynamic inputs with dots; only their stem is listed.
    if (!spec) return isOpenEnded(input, known) ? [] : [{ node, input, type: "unknown_input", details: input }];
    const found = Array.isArray(value) ? checkLink(value, spec, graph, objects) : checkLiteral(value, spec);
    return found ? [{ node, input, ...found }] : [];
  });
  return [...missing, ...wrong];
};

const isOpenEnded = (input: string, known: Readonly<Record<string, InputInfo>>): boolean =>
  input.includes(".") && known[input.slice(0, input.lastIndexOf("."))]?.type !== dynamicList;

type Found = Pick<Problem, "type" | "details"> | undefined;

const checkLink = (value: unknown[], spec: InputInfo, graph: Graph, objects: ObjectInfo): Found => {
  const link = linkOf(value);
  const source = link && graph[link.node];
  if (!link || !source) return { type: "bad_linked_input", details: JSON.stringify(value) };
  const output = objects[source.class_type]?.output[link.slot];
  if (output === undefined)
    return { type: "bad_linked_input", details: `${source.class_type} has no output ${link.slot}` };
  const received = Array.isArray(output) ? "COMBO" : output;
  return compatible(received, spec.type)
    ? undefined
    : { type: "return_type_mismatch", details: `received_type(${received}) mismatch input_type(${spec.type})` };
};

const checkLiteral = (given: unknown, spec: InputInfo): Found => {
  const wrapped = typeof given === "object" && given !== null && "__value__" in given;
  const value = wrapped ? given.__value__ : given;
  const fits = literalFits[spec.type];
  if (fits && !fits(value))
    return { type: "invalid_input_type", details: `${JSON.stringify(value)} is no ${spec.type}` };
  if (!fits && !spec.options) return { type: "invalid_input_type", details: `a ${spec.type} has to be linked` };
  if (typeof value === "number") {
    const { min, max } = spec.config;
    if (typeof min === "number" && value < min) return { type: "value_smaller_than_min", details: `${value} < ${min}` };
    if (typeof max === "number" && value > max) return { type: "value_bigger_than_max", details: `${value} > ${max}` };
  }
  if (!spec.options || isUpload(spec)) return undefined;
  const values = spec.config.multiselect === true && Array.isArray(value) ? value : [value];
  const absent = values.find((each) => !spec.options?.includes(each));
  return absent === undefined ? undefined : { type: "value_not_in_list", details: `'${String(absent)}'` };
};

const cyclesOf = (graph: Graph): Problem[] => {
  const state = new Map<string, "open" | "done">();
  const visit = (node: string): boolean => {
    if (state.get(node) === "done" || !graph[node]) return false;
    if (state.get(node) === "open") return true;
    state.set(node, "open");
    const round = Object.values(graph[node]?.inputs ?? {}).some((value) => visit(linkOf(value)?.node ?? ""));
    state.set(node, "done");
    return round;
  };
  const node = Object.keys(graph).find(visit);
  return node === undefined ? [] : [{ node, type: "cycle", details: "it feeds itself" }];
};

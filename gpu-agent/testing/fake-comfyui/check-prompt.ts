import { type Graph, linkOf } from "../../graph/graph";
import { choicesOf, inputsOf, type ObjectInfo } from "../../graph/object-info";

// The server's validate_prompt of 0.3.64, faults included: it passes over unknown literals, never checks the second
// encoding of lists, and accepts a graph of which one output is sound. Kept apart from graph/validate.ts on purpose.

type Reason = { type: string; message: string; details: string; extra_info: Record<string, unknown> };
type NodeError = { errors: Reason[]; dependent_outputs: string[]; class_type: string };
export type Verdict =
  | { ok: false; error: Reason; node_errors: Record<string, NodeError> }
  | { ok: true; outputs: string[]; node_errors: Record<string, NodeError> };

export type Shelf = { objects: ObjectInfo; hasInput: (name: string) => boolean; bothListsChecked: boolean };

const reason = (type: string, message: string, details: string, extra_info: Record<string, unknown> = {}): Reason => ({
  ...{ type, message, details, extra_info },
});

export const checkPrompt = (graph: Graph, shelf: Shelf): Verdict => {
  const outputs: string[] = [];
  for (const [node, { class_type }] of Object.entries(graph)) {
    const info = shelf.objects[class_type];
    if (!info) {
      const words = `Cannot execute because node ${class_type} does not exist.`;
      return { ok: false, error: reason("invalid_prompt", words, `Node ID '#${node}'`), node_errors: {} };
    }
    if (info.output_node) outputs.push(node);
  }
  if (!outputs.length)
    return { ok: false, error: reason("prompt_no_outputs", "Prompt has no outputs", ""), node_errors: {} };
  const seen = new Map<string, { ok: boolean; reasons: Reason[] }>();
  const node_errors: Record<string, NodeError> = {};
  const good = outputs.filter((output) => {
    if (visit(output, graph, shelf, seen)) return true;
    for (const [node, { ok, reasons }] of seen) {
      if (ok || !reasons.length) continue;
      node_errors[node] ??= { errors: reasons, dependent_outputs: [], class_type: graph[node]?.class_type ?? "" };
      node_errors[node]?.dependent_outputs.push(output);
    }
    return false;
  });
  if (good.length) return { ok: true, outputs: good, node_errors };
  const error = reason("prompt_outputs_failed_validation", "Prompt outputs failed validation", "");
  return { ok: false, error, node_errors };
};

const visit = (
  node: string,
  graph: Graph,
  shelf: Shelf,
  seen: Map<string, { ok: boolean; reasons: Reason[] }>,
): boolean => {
  const known = seen.get(node);
  if (known) return known.ok;
  const { class_type, inputs } = graph[node] ?? { class_type: "", inputs: {} };
  const info = shelf.objects[class_type];
  const reasons: Reason[] = [];
  let sound = true;
  for (const [input, spec] of Object.entries(info ? inputsOf(info, inputs) : {})) {
    const value = inputs[input];
    if (value === undefined) {
      if (spec.required)
        reasons.push(reason("required_input_missing", "Required input is missing", input, { input_name: input }));
      continue;
    }
    if (Array.isArray(value)) {
      const link = linkOf(value);
      const from = link && graph[link.node];
      if (!link || !from) {
        reasons.push(reason("bad_linked_input", "Bad linked input", input, { input_name: input }));
        continue;
      }
      const received = String(shelf.objects[from.class_type]?.output[link.slot] ?? "");
      if (!fits(received, spec.type)) {
        const details = `${input}, received_type(${received}) mismatch input_type(${spec.type})`;
        const about = { input_name: input, received_type: received, linked_node: value };
        reasons.push(reason("return_type_mismatch", "Return type mismatch between linked nodes", details, about));
        continue;
      }
      sound = visit(link.node, graph, shelf, seen) && sound;
      continue;
    }
    const found = literal(class_type, input, value, shelf);
    if (found) reasons.push(found);
  }
  const ok = sound && reasons.length === 0;
  seen.set(node, { ok, reasons });
  return ok;
};

const literal = (class_type: string, input: string, value: unknown, shelf: Shelf): Reason | undefined => {
  const info = shelf.objects[class_type];
  const spec = info && inputsOf(info)[input];
  if (!info || !spec) return undefined;
  const about = { input_name: input, received_value: value };
  if (spec.config.image_upload === true)
    return shelf.hasInput(String(value))
      ? undefined
      : reason(
          "custom_validation_failed",
          "Custom validation failed for node",
          `${input} - Invalid image file: ${String(value)}`,
          { input_name: input },
        );
  const { min, max } = spec.config;
  if (typeof min === "number" && Number(value) < min)
    return reason("value_smaller_than_min", `Value ${String(value)} smaller than min of ${min}`, input, about);
  if (typeof max === "number" && Number(value) > max)
    return reason("value_bigger_than_max", `Value ${String(value)} bigger than max of ${max}`, input, about);
  const listed = { ...info.input.required, ...info.input.optional }[input]?.[0];
  const options = choicesOf(shelf.objects, class_type, input);
  if (!spec.options || !(Array.isArray(listed) || shelf.bothListsChecked) || options.includes(String(value)))
    return undefined;
  const all =
    options.length > 20 ? `(list of length ${options.length})` : `[${options.map((each) => `'${each}'`).join(", ")}]`;
  return reason("value_not_in_list", "Value not in list", `${input}: '${String(value)}' not in ${all}`, about);
};

const fits = (received: string, wanted: string): boolean =>
  received === "*" || wanted === "*" || wanted.split(",").some((part) => received.split(",").includes(part));

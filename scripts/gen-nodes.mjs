#!/usr/bin/env node
// Writes gpu-agent/graph/nodes.gen.ts, the typed nodes of the graph builder, from gpu-agent/graph/object-info.json:
//   npm run gen-nodes                                    from the kept file
//   npm run gen-nodes -- --from FILE [--add A,B]         first renews the kept file from a server's /object_info
//   npm run gen-nodes -- --from FILE --optional --add A  the same for gpu-agent/graph/optional-info.json
// The kept file holds what a real server said of the classes we use, without its words for people; the optional one
// those of node packs and of newer servers, which a server may or may not have.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./lib/files.mjs";

const { values } = parseArgs({
  options: { from: { type: "string" }, add: { type: "string" }, optional: { type: "boolean", default: false } },
});
const CORE = path.join(ROOT, "gpu-agent/graph/object-info.json");
const OPTIONAL = path.join(ROOT, "gpu-agent/graph/optional-info.json");
const KEPT = values.optional ? OPTIONAL : CORE;
const TARGET = path.join(ROOT, "gpu-agent/graph/nodes.gen.ts");

const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const kept = (file = KEPT) => {
  try {
    return read(file);
  } catch {
    return {};
  }
};
// Words for people go, and seeds' upper ends that JavaScript cannot hold.
const SPOKEN = new Set([
  "tooltip",
  "control_after_generate",
  "dynamicPrompts",
  "multiline",
  "display",
  "round",
  "step",
]);
const plainConfig = (config) =>
  Object.fromEntries(
    Object.entries(config ?? {})
      .filter(([name]) => !SPOKEN.has(name))
      .map(([name, value]) => [name, typeof value === "number" ? Math.min(value, Number.MAX_SAFE_INTEGER) : value]),
  );
const plainInputs = (inputs) =>
  Object.fromEntries(Object.entries(inputs ?? {}).map(([name, [type, config]]) => [name, [type, plainConfig(config)]]));
const plain = ({ input, output, output_name, output_node }) => ({
  input: { required: plainInputs(input.required), optional: plainInputs(input.optional) },
  output,
  output_name,
  output_node,
});

if (values.from) {
  const given = read(values.from);
  const before = kept();
  const names = [...new Set([...Object.keys(before), ...(values.add?.split(",") ?? [])])];
  // No server has all packs: what this one lacks stays as it was.
  const known = names.filter((name) => given[name] ?? (values.optional && before[name]));
  const info = Object.fromEntries(known.sort().map((name) => [name, given[name] ? plain(given[name]) : before[name]]));
  writeFileSync(KEPT, `${JSON.stringify(info)}\n`);
}

/** A list whose choice brings inputs of its own, which a graph names "list.input". */
const DYNAMIC = "COMFY_DYNAMICCOMBO_V3";
const FILE_LISTS = /(_name|^ckpt|^image$|^name$|^lora$|^audio$|^video$|^folder$|existing_lora)/;
const literal = (type, config, name) => {
  const options = Array.isArray(type) ? type : type === "COMBO" ? (config.options ?? []) : undefined;
  if (options) {
    const few = options.length > 0 && options.length <= 16 && !FILE_LISTS.test(name);
    return few ? options.map((each) => JSON.stringify(each)).join(" | ") : "string";
  }
  if (type === "INT" || type === "FLOAT") return "number";
  if (type === "STRING") return "string";
  if (type === "BOOLEAN") return "boolean";
  if (type === DYNAMIC) return config.options.map(({ key: each }) => JSON.stringify(each)).join(" | ");
  return undefined;
};
const union = (type) =>
  type === "*"
    ? "string"
    : type
        .split(",")
        .map((each) => JSON.stringify(each))
        .join(" | ");
const typeOf = (name, [type, config]) => {
  const value = literal(type, config, name);
  if (!value) return `Out<${union(type)}>`;
  if (type === DYNAMIC) return value;
  const wire = Array.isArray(type) || type === "COMBO" ? "COMBO" : type;
  return `${value} | Out<"${wire}">`;
};
const key = (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));
const fields = (inputs, mark) =>
  Object.entries(inputs).flatMap(([name, spec]) => [
    `${key(name)}${mark}: ${typeOf(name, spec)}`,
    ...(spec[0] === DYNAMIC ? nested(name, spec[1].options) : []),
  ]);
/** Inputs that only some choices bring are optional to the compiler; the validator knows which are needed. */
const nested = (name, options) => {
  const all = options.flatMap(({ inputs }) => Object.entries({ ...inputs?.required, ...inputs?.optional }));
  const types = Object.fromEntries(all.map(([inner, spec]) => [inner, typeOf(inner, spec)]));
  return Object.entries(types).map(([inner, type]) => `${key(`${name}.${inner}`)}?: ${type}`);
};
// A combo's output type is its list of values.
const outputs = (info) =>
  info.output.map((type, at) => {
    const name = (info.output_name?.[at] ?? "").replace(/\W+/g, "_").replace(/^(\d)/, "_$1") || `out${at}`;
    return `${name}${info.output.length > 1 ? `_${at}` : ""}: ${Array.isArray(type) ? '"COMBO"' : union(type)}`;
  });

const all = { ...kept(OPTIONAL), ...kept(CORE) };
const lines = Object.entries(all).map(
  ([name, info]) =>
    `  ${key(name)}: { in: { ${[...fields(info.input.required, ""), ...fields(info.input.optional, "?")].join("; ")} }; out: [${outputs(info).join(", ")}] };`,
);
const text = `// Written by scripts/gen-nodes.mjs. Do not edit: change gpu-agent/graph/object-info.json or optional-info.json with it.
import type { Out } from "./out";

/** Inputs and outputs of the server's node classes we use. */
export type Nodes = {
${lines.join("\n")}
};
`;
writeFileSync(TARGET, text);
execFileSync(
  process.execPath,
  [path.join(ROOT, "node_modules/@biomejs/biome/bin/biome"), "format", "--write", TARGET, CORE, OPTIONAL],
  {
    stdio: "inherit",
  },
);

#!/usr/bin/env node
// Writes gpu-agent/graph/nodes.gen.ts, the typed nodes of the graph builder, from gpu-agent/graph/object-info.json:
//   npm run gen-nodes                                    from the kept file
//   npm run gen-nodes -- --from FILE [--add A,B]         first renews the kept file from a server's /object_info
// The kept file holds what a real server said of the classes we use, without its words for people.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./lib/files.mjs";

const KEPT = path.join(ROOT, "gpu-agent/graph/object-info.json");
const TARGET = path.join(ROOT, "gpu-agent/graph/nodes.gen.ts");
const { values } = parseArgs({ options: { from: { type: "string" }, add: { type: "string" } } });

const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const kept = () => {
  try {
    return read(KEPT);
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
      .map(([name, value]) => [name, value > Number.MAX_SAFE_INTEGER ? Number.MAX_SAFE_INTEGER : value]),
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
  const names = [...new Set([...Object.keys(kept()), ...(values.add?.split(",") ?? [])])].filter((name) => given[name]);
  const info = Object.fromEntries(names.sort().map((name) => [name, plain(given[name])]));
  writeFileSync(KEPT, `${JSON.stringify(info)}\n`);
}

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
  const wire = Array.isArray(type) || type === "COMBO" ? "COMBO" : type;
  return `${value} | Out<"${wire}">`;
};
const key = (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));
const fields = (inputs, mark) =>
  Object.entries(inputs).map(([name, spec]) => `${key(name)}${mark}: ${typeOf(name, spec)}`);
// A combo's output type is its list of values.
const outputs = (info) =>
  info.output.map((type, at) => {
    const name = (info.output_name?.[at] ?? "").replace(/\W+/g, "_").replace(/^(\d)/, "_$1") || `out${at}`;
    return `${name}${info.output.length > 1 ? `_${at}` : ""}: ${Array.isArray(type) ? '"COMBO"' : union(type)}`;
  });

const lines = Object.entries(kept()).map(
  ([name, info]) =>
    `  ${key(name)}: { in: { ${[...fields(info.input.required, ""), ...fields(info.input.optional, "?")].join("; ")} }; out: [${outputs(info).join(", ")}] };`,
);
const text = `// Written by scripts/gen-nodes.mjs. Do not edit: change gpu-agent/graph/object-info.json with it.
import type { Out } from "./out";

/** Inputs and outputs of the server's node classes we use. */
export type Nodes = {
${lines.join("\n")}
};
`;
writeFileSync(TARGET, text);
execFileSync(
  process.execPath,
  [path.join(ROOT, "node_modules/@biomejs/biome/bin/biome"), "format", "--write", TARGET, KEPT],
  {
    stdio: "inherit",
  },
);

import { type FileHandle, open } from "node:fs/promises";

/** Name and sides of an input or output; a side that is free is null. */
export type Port = { name: string; shape: (number | null)[] };
export type OnnxHeader = { inputs: Port[]; outputs: Port[] };

// ONNX is protobuf. Only what names inputs and outputs is read; weights are stepped over, so a large file costs little.
const graphField = 7;
const inputField = 11;
const outputField = 12;
const initializerField = 5;
/** A description of one input or output is short; more is not one. */
const mostBytes = 65_536;

type Field = { number: number; wire: number; at: number; length: number; value: number };

/** What a model takes and gives, from its file alone. Undefined when it is not an ONNX model that can be read. */
export const readOnnxHeader = async (path: string): Promise<OnnxHeader | undefined> => {
  const file = await open(path).catch(() => undefined);
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    const graph = (await fieldsIn(file, 0, size)).find(({ number, wire }) => number === graphField && wire === 2);
    if (!graph) return undefined;
    const fields = await fieldsIn(file, graph.at, graph.at + graph.length);
    const weights = new Set<string>();
    for (const field of fields) if (field.number === initializerField) weights.add(await nameOfTensor(file, field));
    const ports = async (number: number) => {
      const found: Port[] = [];
      for (const field of fields)
        if (field.number === number && field.length <= mostBytes) found.push(portOf(await bytes(file, field)));
      return found;
    };
    // Older exporters list weights among the inputs.
    const inputs = (await ports(inputField)).filter(({ name }) => !weights.has(name));
    return { inputs, outputs: await ports(outputField) };
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
};

const bytes = async (file: FileHandle, { at, length }: Field): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead < length) throw new RangeError("The file ends early");
  return buffer;
};

/** The fields of a message between two places, without their contents. */
const fieldsIn = async (file: FileHandle, from: number, to: number): Promise<Field[]> => {
  const found: Field[] = [];
  for (let at = from; at < to; ) {
    // A tag and a length are at most ten bytes each.
    const { buffer, bytesRead } = await file.read(Buffer.alloc(20), 0, Math.min(20, to - at), at);
    const [field] = fieldsOf(buffer.subarray(0, bytesRead), at, 1);
    if (!field) throw new RangeError("No field where one should begin");
    if (field.at + field.length > to) throw new RangeError("A field reaches over its message");
    found.push(field);
    at = field.at + field.length;
  }
  return found;
};

/** Fields of a message held in memory; `start` is where its first byte lies. */
const fieldsOf = (data: Buffer, start = 0, most = Number.POSITIVE_INFINITY): Field[] => {
  const found: Field[] = [];
  for (let i = 0; i < data.length && found.length < most; ) {
    const tag = varint(data, i);
    const wire = tag.value % 8;
    const number = Math.floor(tag.value / 8);
    const head = tag.next;
    if (wire === 0) {
      const { value, next } = varint(data, head);
      found.push({ number, wire, at: start + head, length: next - head, value });
      i = next;
    } else if (wire === 2) {
      const { value, next } = varint(data, head);
      found.push({ number, wire, at: start + next, length: value, value: 0 });
      i = next + value;
    } else if (wire === 1 || wire === 5) {
      const length = wire === 1 ? 8 : 4;
      found.push({ number, wire, at: start + head, length, value: 0 });
      i = head + length;
    } else throw new RangeError("Not a protobuf field");
  }
  return found;
};

const varint = (data: Buffer, from: number): { value: number; next: number } => {
  let [value, scale] = [0, 1];
  for (let i = from; i < from + 10; i++) {
    const byte = data[i];
    if (byte === undefined) throw new RangeError("A number ends early");
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte < 128) return { value, next: i + 1 };
  }
  throw new RangeError("A number is too long");
};

const inner = (data: Buffer, number: number): Buffer[] =>
  fieldsOf(data).flatMap((field) =>
    field.number === number && field.wire === 2 ? [data.subarray(field.at, field.at + field.length)] : [],
  );

/** TensorProto: the name is field 8, behind the weights. */
const nameOfTensor = async (file: FileHandle, field: Field): Promise<string> => {
  const name = (await fieldsIn(file, field.at, field.at + field.length)).find(({ number }) => number === 8);
  return name && name.length <= mostBytes ? (await bytes(file, name)).toString() : "";
};

/** ValueInfoProto: name 1, type 2 → tensor 1 → shape 2 → sides 1, each a number in 1 or a name. */
const portOf = (data: Buffer): Port => {
  const [name] = inner(data, 1);
  const [type] = inner(data, 2);
  const [tensor] = type ? inner(type, 1) : [];
  const [shape] = tensor ? inner(tensor, 2) : [];
  return {
    name: name?.toString() ?? "",
    shape: (shape ? inner(shape, 1) : []).map(
      (side) => fieldsOf(side).find(({ number }) => number === 1)?.value ?? null,
    ),
  };
};

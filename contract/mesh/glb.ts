/** What a mesh is kept and served as. */
export const meshMime = "model/gltf-binary";
/** Bytes of the head that `looksLikeGlb` wants to see. */
export const glbHeadBytes = 20;

const magic = 0x46546c67;
const jsonChunk = 0x4e4f534a;
const binChunk = 0x004e4942;

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Whether these first bytes begin a binary glTF 2.0 of `length` bytes: magic, version, its own length, a JSON chunk first. */
export const looksLikeGlb = (head: Uint8Array, length: number): boolean => {
  if (head.length < glbHeadBytes) return false;
  const at = view(head);
  return (
    at.getUint32(0, true) === magic &&
    at.getUint32(4, true) === 2 &&
    at.getUint32(8, true) === length &&
    at.getUint32(16, true) === jsonChunk &&
    at.getUint32(12, true) <= length - glbHeadBytes
  );
};

/** A binary glTF taken apart: its JSON as it stands there, and the bytes its accessors read, if it has them inside. */
export type Glb = { json: Record<string, unknown>; bin: Uint8Array | undefined };

/** Undefined for anything that is not a whole binary glTF 2.0. */
export const readGlb = (bytes: Uint8Array): Glb | undefined => {
  if (!looksLikeGlb(bytes.subarray(0, glbHeadBytes), bytes.length)) return undefined;
  const at = view(bytes);
  let [json, bin]: [Record<string, unknown> | undefined, Uint8Array | undefined] = [undefined, undefined];
  for (let start = 12; start + 8 <= bytes.length; ) {
    const [size, type] = [at.getUint32(start, true), at.getUint32(start + 4, true)];
    const body = bytes.subarray(start + 8, start + 8 + size);
    if (body.length !== size) return undefined;
    if (type === jsonChunk) json ??= parsed(body);
    if (type === binChunk) bin ??= body;
    start += 8 + size;
  }
  return json ? { json, bin } : undefined;
};

const parsed = (body: Uint8Array): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};

/** The bytes of a binary glTF, chunks padded as the format wants them. */
export const writeGlb = ({ json, bin }: Glb): Uint8Array => {
  const text = new TextEncoder().encode(JSON.stringify(json));
  const chunks = [chunk(jsonChunk, text, 0x20), ...(bin ? [chunk(binChunk, bin, 0)] : [])];
  const length = 12 + chunks.reduce((sum, each) => sum + each.length, 0);
  const out = new Uint8Array(length);
  const at = view(out);
  at.setUint32(0, magic, true);
  at.setUint32(4, 2, true);
  at.setUint32(8, length, true);
  let start = 12;
  for (const each of chunks) {
    out.set(each, start);
    start += each.length;
  }
  return out;
};

const chunk = (type: number, body: Uint8Array, pad: number): Uint8Array => {
  const size = Math.ceil(body.length / 4) * 4;
  const out = new Uint8Array(8 + size).fill(pad, 8);
  view(out).setUint32(0, size, true);
  view(out).setUint32(4, type, true);
  out.set(body, 8);
  return out;
};

type Accessor = { count?: unknown };
type Primitive = { indices?: unknown; attributes?: { POSITION?: unknown }; mode?: unknown };

/** How many points and triangles the meshes of a glTF have. */
export const sizeOfMesh = ({ json }: Glb): { points: number; triangles: number } => {
  const accessors = listOf<Accessor>(json.accessors);
  const countOf = (index: unknown) => Number((typeof index === "number" && accessors[index]?.count) || 0);
  const primitives = listOf<{ primitives?: unknown }>(json.meshes)
    .flatMap((mesh) => listOf<Primitive>(mesh.primitives))
    .filter(({ mode }) => mode === undefined || mode === 4);
  const sum = (each: (one: Primitive) => number) => primitives.reduce((all, one) => all + each(one), 0);
  const points = sum(({ attributes }) => countOf(attributes?.POSITION));
  const triangles = sum(({ indices, attributes }) =>
    Math.floor((indices === undefined ? countOf(attributes?.POSITION) : countOf(indices)) / 3),
  );
  return { points, triangles };
};
const listOf = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

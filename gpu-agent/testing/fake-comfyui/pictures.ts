import { createHash } from "node:crypto";
import sharp from "sharp";
import { type Graph, linkOf } from "../../graph/graph";

type Size = { width: number; height: number };

/** A node and all above it, without the name of the file: everything that decides the pixels it gives out. */
const digest = (graph: Graph, node: string, known: Map<string, string>): string => {
  const before = known.get(node);
  if (before) return before;
  const { class_type, inputs } = graph[node] ?? { class_type: "", inputs: {} };
  const entries = Object.entries(inputs)
    .filter(([input]) => input !== "filename_prefix")
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([input, value]) => {
      const link = linkOf(value);
      return [input, link ? [digest(graph, link.node, known), link.slot] : value];
    });
  const made = createHash("sha256")
    .update(JSON.stringify([class_type, entries]))
    .digest("hex");
  known.set(node, made);
  return made;
};

/** The same graph above a node gives the same 32 bytes. */
export const signatureOf = (graph: Graph, node: string): Buffer => Buffer.from(digest(graph, node, new Map()), "hex");

const number = (value: unknown): number => (typeof value === "number" ? value : 0);
const sizeInputs = [
  "pixels",
  "samples",
  "latent_image",
  "latent",
  "image",
  "images",
  "destination",
  "mask",
  "positive",
  "video",
  "da3_geometry",
];

/** How large a picture (or the latent of one) comes out of a node. */
export const sizeOf = (graph: Graph, node: string, uploaded: (name: string) => Size | undefined): Size => {
  const { class_type, inputs } = graph[node] ?? { class_type: "", inputs: {} };
  const above = (): Size => {
    for (const input of sizeInputs) {
      const link = linkOf(inputs[input]);
      if (link) return sizeOf(graph, link.node, uploaded);
    }
    return { width: 64, height: 64 };
  };
  if (typeof inputs.image === "string") return uploaded(inputs.image) ?? { width: 64, height: 64 };
  if (class_type === "ImagePadForOutpaint") {
    const { width, height } = above();
    const { left, right, top, bottom } = inputs;
    return { width: width + number(left) + number(right), height: height + number(top) + number(bottom) };
  }
  if (class_type === "ImageUpscaleWithModel") {
    const { width, height } = above();
    return { width: width * 4, height: height * 4 };
  }
  if (typeof inputs.width === "number" && typeof inputs.height === "number")
    return { width: inputs.width, height: inputs.height };
  return above();
};

/** Masks that a finder of single things gives. */
export const foundTogether = 2;

/** How many pictures come out of a node: as many as the latent of a film above it is long, otherwise one. */
export const framesOf = (graph: Graph, node: string): number => {
  const inputs = graph[node]?.inputs ?? {};
  if (typeof inputs.length === "number") return inputs.length;
  if (inputs.individual_masks === true) return foundTogether;
  const link = ["images", "samples", "latent_image", "video", "mask"].flatMap(
    (input) => linkOf(inputs[input]) ?? [],
  )[0];
  return link ? framesOf(graph, link.node) : 1;
};

/** Noise that follows from the seed bytes, as PNG with the graph in a text chunk, like the server's own. */
export const noisePng = async (seed: Buffer, { width, height }: Size, prompt: Graph): Promise<Buffer> => {
  const data = Buffer.alloc(width * height * 3);
  let state = seed.readUInt32BE(0) || 1;
  for (let i = 0; i < data.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    data[i] = state & 255;
  }
  const png = await sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return withText(png, "prompt", JSON.stringify(prompt));
};

const withText = (png: Buffer, key: string, words: string): Buffer => {
  const body = Buffer.concat([Buffer.from("tEXt"), Buffer.from(`${key}\0${words}`, "latin1")]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  // After the header chunk, which is 25 bytes behind 8 of signature.
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
};

const crc32 = (bytes: Buffer): number => {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
};

import type { Graph } from "../../graph/graph";

const box = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
};

/** A film as far as its boxes go, with the graph among its words, as the server's own have it. */
export const filmFile = (graph: Graph, frames: number): Buffer => {
  const words = box("meta", Buffer.alloc(4), box("ilst", Buffer.from(JSON.stringify({ prompt: graph }))));
  const moov = box("moov", box("mvhd", Buffer.alloc(100)), box("udta", words));
  return Buffer.concat([
    box("ftyp", Buffer.from("isom\0\0\x02\0isommp41")),
    moov,
    box("mdat", Buffer.alloc(frames * 8, 7)),
  ]);
};

/** One triangle as GLB, with the graph among its words. */
export const meshFile = (graph: Graph): Buffer => {
  const bin = Buffer.alloc(36 + 8);
  [0, 0, 0, 1, 0, 0, 0, 1, 0].forEach((value, at) => {
    bin.writeFloatLE(value, at * 4);
  });
  [0, 1, 2].forEach((value, at) => {
    bin.writeUInt16LE(value, 36 + at * 2);
  });
  const json = {
    asset: { version: "2.0", generator: "ComfyUI", extras: { prompt: JSON.stringify(graph) } },
    buffers: [{ byteLength: bin.length }],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: 36 },
      { buffer: 0, byteOffset: 36, byteLength: 6 },
    ],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 3, type: "VEC3", min: [0, 0, 0], max: [1, 1, 0] },
      { bufferView: 1, componentType: 5123, count: 3, type: "SCALAR" },
    ],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] }],
    nodes: [{ mesh: 0 }],
    scenes: [{ nodes: [0] }],
    scene: 0,
  };
  const text = JSON.stringify(json);
  const words = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4));
  const chunk = (type: number, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32LE(body.length, 0);
    head.writeUInt32LE(type, 4);
    return Buffer.concat([head, body]);
  };
  const chunks = Buffer.concat([chunk(0x4e4f534a, words), chunk(0x004e4942, bin)]);
  const head = Buffer.alloc(12);
  head.writeUInt32LE(0x46546c67, 0);
  head.writeUInt32LE(2, 4);
  head.writeUInt32LE(12 + chunks.length, 8);
  return Buffer.concat([head, chunks]);
};

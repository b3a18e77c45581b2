import { readGlb, sizeOfMesh, writeGlb } from "../../../contract/mesh/glb";

// The server writes the whole graph, prompts included, into films and meshes as it does into pictures. What leaves the
// node holds none of it: files that are shared leak no prompts.

/** A mesh without words of its making, and its size. Undefined for bytes that are no binary glTF. */
export const bareMesh = (bytes: Uint8Array): { bytes: Uint8Array; points: number; triangles: number } | undefined => {
  const glb = readGlb(bytes);
  if (!glb) return undefined;
  const { extras: _, ...rest } = glb.json;
  const asset = typeof glb.json.asset === "object" && glb.json.asset !== null ? glb.json.asset : {};
  const { extras: __, ...bare } = asset as Record<string, unknown>;
  return { bytes: writeGlb({ json: { ...rest, asset: bare }, bin: glb.bin }), ...sizeOfMesh(glb) };
};

/** Boxes that hold boxes, on the way to words. */
const holds = new Set(["moov", "trak", "mdia", "minf", "stbl"]);
const wordy = new Set(["udta", "meta"]);

/**
 * An MP4 without words of its making: their boxes become free space of the same length, so that nothing else moves.
 * Undefined for bytes that are no MP4 with pictures in it.
 */
export const bareFilm = (bytes: Uint8Array): Uint8Array | undefined => {
  // A Buffer's own slice would share its bytes.
  const out = Uint8Array.from(bytes);
  const seen = new Set<string>();
  const at = new DataView(out.buffer);
  const walk = (from: number, to: number): boolean => {
    for (let start = from; start < to; ) {
      if (start + 8 > to) return false;
      const type = String.fromCharCode(...out.subarray(start + 4, start + 8));
      const short = at.getUint32(start);
      const long = short === 1 && start + 16 <= to ? Number(at.getBigUint64(start + 8)) : 0;
      const size = short === 0 ? to - start : short === 1 ? long : short;
      const head = short === 1 ? 16 : 8;
      if (size < head || start + size > to) return false;
      seen.add(type);
      if (wordy.has(type)) {
        out.set(new TextEncoder().encode("free"), start + 4);
        out.fill(0, start + head, start + size);
      } else if (holds.has(type) && !walk(start + head, start + size)) return false;
      start += size;
    }
    return true;
  };
  const whole = walk(0, out.length);
  return whole && seen.has("ftyp") && seen.has("moov") && seen.has("mdat") ? out : undefined;
};

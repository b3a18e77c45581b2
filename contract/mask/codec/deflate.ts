import { MaskError } from "../error";
import { through } from "./through";

type Bytes = Uint8Array<ArrayBuffer>;

/** zlib-wrapped deflate. Different builds give different bytes: never hash the result. */
export async function deflate(bytes: Bytes): Promise<Bytes> {
  const out = await through(new CompressionStream("deflate"), bytes);
  if (!out) throw new MaskError("the pixel data could not be packed");
  return out;
}

/** Inflates exactly `length` bytes; more, fewer or damaged is a MaskError, and a bomb stops at `length`. */
export async function inflate(bytes: Bytes, length: number, what: string): Promise<Bytes> {
  const out = await through(new DecompressionStream("deflate"), bytes, length);
  if (!out || out.length !== length) throw new MaskError(`${what} is damaged: its pixel data cannot be read`);
  return out;
}

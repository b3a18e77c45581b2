import type { MaskPost } from "./document";
import { MASK_CORE_VERSION } from "./limits";
import { sha256 } from "./sha256";
import type { TiledMask } from "./tiles";

const encoder = new TextEncoder();

/** Lower-case hex over the width x height bytes: a mask's identity. PNG bytes differ between machines, pixels do not. */
export async function pixelSha256(mask: TiledMask | Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(await digest(mask instanceof Uint8Array ? mask : mask.flat()));
}

/** What a job's cache key names: the drawn pixels, what is done to them at use, and the core that does it. */
export async function maskIdentity(pixelHash: string, post: MaskPost): Promise<string> {
  const words = [pixelHash, post.grow, post.feather, post.invert ? 1 : 0, MASK_CORE_VERSION].join(":");
  return hex(await digest(encoder.encode(words)));
}

/** crypto.subtle is missing in browsers on plain http to another machine, which is how many studios run at home. */
async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const subtle: typeof crypto.subtle | undefined = crypto.subtle;
  return subtle ? new Uint8Array(await subtle.digest("SHA-256", bytes)) : sha256(bytes);
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Lower-case hex over the UTF-8 of a text. */
export const textSha256 = async (text: string): Promise<string> => hex(await digest(encoder.encode(text)));

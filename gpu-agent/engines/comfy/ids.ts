import { createHash } from "node:crypto";

/** RFC 9562 version 5 in a namespace of our own: the same words give the same id, on every machine and after every crash. */
export const uuid5 = (words: string): string => {
  const bytes = createHash("sha1").update(namespace).update(words).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

const namespace = Buffer.from("6f0bd2a1e5114c9a9d5e8c5b1f3c7a20", "hex");

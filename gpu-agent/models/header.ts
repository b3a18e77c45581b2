import { open } from "node:fs/promises";
import { z } from "zod";

/** Names of tensors with their shapes, and what the maker wrote beside them. */
export type Header = { tensors: Map<string, readonly number[]>; metadata: Readonly<Record<string, string>> };

const Entry = z.object({ shape: z.array(z.number()) });
const mostHeader = 100 * 1024 ** 2;

/** The header of a .safetensors file, or in words why it is none. Reads no weights. */
export const readHeader = async (file: string): Promise<Header | { unusable: string }> => {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const start = Buffer.alloc(Math.min(200, size));
    await handle.read(start, 0, start.length, 0);
    if (start.toString("latin1").startsWith("version https://git-lfs"))
      return { unusable: `a Git LFS pointer of ${size} bytes, not the model: fetch the file itself` };
    if (/^\s*<(!doctype|html)/i.test(start.toString("latin1")))
      return { unusable: "a web page, not a model: the download went wrong" };
    const length = size >= 8 ? Number(start.readBigUInt64LE(0)) : 0;
    if (length < 2 || length > mostHeader || 8 + length > size) return { unusable: "no safetensors file, or cut off" };
    const bytes = Buffer.alloc(length);
    await handle.read(bytes, 0, length, 8);
    return parseHeader(bytes, size - 8 - length);
  } finally {
    await handle.close();
  }
};

const parseHeader = (bytes: Buffer, weights: number): Header | { unusable: string } => {
  let read: Record<string, unknown>;
  try {
    read = JSON.parse(bytes.toString("utf8")) as Record<string, unknown>;
  } catch {
    return { unusable: "a damaged safetensors file: its header cannot be read" };
  }
  const metadata = z.record(z.string(), z.string()).safeParse(read.__metadata__).data ?? {};
  const tensors = new Map<string, readonly number[]>();
  let end = 0;
  for (const [name, value] of Object.entries(read)) {
    const entry = Entry.safeParse(value).data;
    if (!entry) continue;
    tensors.set(name, entry.shape);
    const offsets = (value as { data_offsets?: [number, number] }).data_offsets;
    end = Math.max(end, offsets?.[1] ?? 0);
  }
  if (end > weights) return { unusable: "cut off: its weights are not all there. Copy it again" };
  return { tensors, metadata };
};

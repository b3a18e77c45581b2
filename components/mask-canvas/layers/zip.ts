import { crc } from "@/contract/mask/codec/crc";

export type ZipEntry = { name: string; bytes: Uint8Array };

/** 1980-01-01: the same files make the same archive. */
const DATE = 0x21;
const encoder = new TextEncoder();

/**
 * A ZIP archive that stores its files as they are, in their order: PNG is packed already, and OpenRaster wants its first file
 * unpacked. Names are UTF-8. At most 4 GB and 65,535 files.
 */
export function storeZip(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const path = encoder.encode(name);
    const shared = (view: DataView, at: number) => {
      view.setUint16(at, 20, true);
      view.setUint16(at + 2, 0x800, true);
      view.setUint16(at + 8, DATE, true);
      view.setUint32(at + 10, crc(bytes), true);
      view.setUint32(at + 14, bytes.length, true);
      view.setUint32(at + 18, bytes.length, true);
      view.setUint16(at + 22, path.length, true);
    };
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    shared(local, 4);
    const listed = new DataView(new ArrayBuffer(46));
    listed.setUint32(0, 0x02014b50, true);
    listed.setUint16(4, 20, true);
    shared(listed, 6);
    listed.setUint32(42, offset, true);
    parts.push(new Uint8Array(local.buffer), path, bytes);
    central.push(new Uint8Array(listed.buffer), path);
    offset += 30 + path.length + bytes.length;
  }
  const size = central.reduce((sum, part) => sum + part.length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, entries.length, true);
  end.setUint16(10, entries.length, true);
  end.setUint32(12, size, true);
  end.setUint32(16, offset, true);
  const all = [...parts, ...central, new Uint8Array(end.buffer)];
  const out = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of all) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

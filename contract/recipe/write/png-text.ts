const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xed_b8_83_20 : value >>> 1;
  return value;
});

const crc32 = (bytes: Uint8Array): number => {
  let crc = 0xff_ff_ff_ff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 255] ?? 0);
  return (crc ^ 0xff_ff_ff_ff) >>> 0;
};

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
/** What tEXt may hold: Latin-1 without control characters but the line feed. */
const isLatin1 = (text: string): boolean => /^[\n\x20-\x7e\xa0-\xff]*$/.test(text);

/**
 * One text chunk of a PNG, length and checksum included: tEXt where the text is Latin-1, else uncompressed iTXt in UTF-8, which
 * are the two that A1111 and ComfyUI read. `keyword` is 1–79 letters of Latin-1.
 */
export const pngTextChunk = (keyword: string, text: string): Uint8Array => {
  const plain = isLatin1(text);
  const body = plain ? latin1(text) : new TextEncoder().encode(text.replaceAll("\0", ""));
  const head = latin1(plain ? `tEXt${keyword}\0` : `iTXt${keyword}\0\0\0\0\0`);
  const chunk = new Uint8Array(4 + head.length + body.length + 4);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, head.length - 4 + body.length);
  chunk.set(head, 4);
  chunk.set(body, 4 + head.length);
  view.setUint32(chunk.length - 4, crc32(chunk.subarray(4, -4)));
  return chunk;
};

/** JSON that stays legal in tEXt and strict: every letter beyond ASCII escaped. */
export const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

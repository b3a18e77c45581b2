/** What is wrong with an OpenEXR file: a sentence part that follows its name. */
export class ExrProblem extends Error {
  override name = "ExrProblem";
}

export type ExrHeader = { width: number; height: number; channels: string[]; compression: number };

const headerLimit = 1024 * 1024;
const most = 1024;

/**
 * Size and channels of an OpenEXR picture, read before anything is decoded. Throws ExrProblem for a cut header, deep or
 * layered files, unknown compression, and channels that make no picture.
 */
export const readExrHeader = (bytes: Uint8Array): ExrHeader => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, headerLimit));
  try {
    return readAttributes(view);
  } catch (error) {
    if (error instanceof RangeError) throw new ExrProblem("ends inside its header");
    throw error;
  }
};

const textAt = (view: DataView, start: number): { text: string; next: number } => {
  let [text, at] = ["", start];
  for (let byte = view.getUint8(at++); byte !== 0; byte = view.getUint8(at++)) {
    text += String.fromCharCode(byte);
    if (text.length > most) throw new ExrProblem("has a header that does not read");
  }
  return { text, next: at };
};

const readAttributes = (view: DataView): ExrHeader => {
  if (view.getUint32(0, true) !== 20000630) throw new ExrProblem("does not begin like an OpenEXR file");
  const flags = view.getUint32(4, true) >> 8;
  if (flags & 8) throw new ExrProblem("holds deep samples");
  if (flags & 16) throw new ExrProblem("holds several parts");
  let at = 8;
  const header: ExrHeader = { width: 0, height: 0, channels: [], compression: -1 };
  for (let n = 0; ; n++) {
    const { text: name, next } = textAt(view, at);
    if (name === "") break;
    const { text: kind, next: size } = textAt(view, next);
    const length = view.getUint32(size, true);
    const value = size + 4;
    if (name === "dataWindow" && kind === "box2i") {
      header.width = view.getInt32(value + 8, true) - view.getInt32(value, true) + 1;
      header.height = view.getInt32(value + 12, true) - view.getInt32(value + 4, true) + 1;
    }
    if (name === "compression") header.compression = view.getUint8(value);
    if (name === "channels") header.channels = readChannels(view, value, value + length);
    if (name === "tiles") requireTiles(view, value);
    at = value + length;
    if (n > most) throw new ExrProblem("has a header that does not read");
  }
  return checked(header);
};

const readChannels = (view: DataView, start: number, end: number): string[] => {
  const names: string[] = [];
  for (let at = start; at < end - 1; ) {
    const { text, next } = textAt(view, at);
    if (text === "") break;
    const [xSampling, ySampling] = [view.getInt32(next + 8, true), view.getInt32(next + 12, true)];
    if (xSampling < 1 || ySampling < 1 || xSampling > 64 || ySampling > 64)
      throw new ExrProblem("has channels of an impossible sampling");
    names.push(text);
    if (names.length > 64) throw new ExrProblem("holds more than 64 channels");
    at = next + 16;
  }
  return names;
};

const requireTiles = (view: DataView, at: number) => {
  const [width, height, mode] = [view.getUint32(at, true), view.getUint32(at + 4, true), view.getUint8(at + 8)];
  if (width < 1 || height < 1 || width > 16_384 || height > 16_384)
    throw new ExrProblem("has tiles of no possible size");
  if ((mode & 15) === 2) throw new ExrProblem("is stored as ripmaps");
};

const checked = (header: ExrHeader): ExrHeader => {
  const { width, height, channels, compression } = header;
  if (!(width > 0 && height > 0)) throw new ExrProblem("has no pixels");
  if (compression < 0 || compression > 9) throw new ExrProblem("is compressed in a way this reader does not know");
  const has = (name: string) => channels.includes(name);
  if (!has("Y") && !(has("R") && has("G") && has("B")))
    throw new ExrProblem(
      `holds the channels ${channels.slice(0, 8).join(", ") || "none"}, and no R, G and B or Y to show`,
    );
  return header;
};

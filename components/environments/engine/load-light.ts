import { DataTexture, DataUtils, HalfFloatType, LinearFilter, RGBAFormat } from "three";
import { decodeRgbe, rgbeScales } from "@/contract/environment/rgbe";

/** The scene's light of a .hdr or .exr as a texture, rows bottom up. Rejects with a sentence when it does not read. */
export const loadLight = async (url: string, mime: string): Promise<DataTexture> => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error("The file could not be fetched. Try again.");
  const buffer = await answer.arrayBuffer();
  return mime === "image/x-exr" ? loadExr(buffer) : loadHdr(buffer);
};

const asTexture = (data: Uint16Array, width: number, height: number): DataTexture => {
  const texture = new DataTexture(data, width, height, RGBAFormat, HalfFloatType);
  texture.minFilter = LinearFilter;
  texture.magFilter = LinearFilter;
  texture.needsUpdate = true;
  return texture;
};

const most = 65_504;
const one = DataUtils.toHalfFloat(1);

const loadHdr = (buffer: ArrayBuffer): DataTexture => {
  const { width, height, rgbe, exposure } = decodeRgbe(new Uint8Array(buffer));
  const data = new Uint16Array(width * height * 4);
  for (let row = 0; row < height; row++)
    for (let x = 0; x < width; x++) {
      const from = (row * width + x) * 4;
      const to = ((height - 1 - row) * width + x) * 4;
      const scale = (rgbeScales[rgbe[from + 3] ?? 0] ?? 0) / exposure;
      for (let c = 0; c < 3; c++) data[to + c] = DataUtils.toHalfFloat(Math.min(most, (rgbe[from + c] ?? 0) * scale));
      data[to + 3] = one;
    }
  return asTexture(data, width, height);
};

const loadExr = async (buffer: ArrayBuffer): Promise<DataTexture> => {
  const { EXRLoader } = await import("three/examples/jsm/loaders/EXRLoader.js");
  const { data, width = 0, height = 0 } = new EXRLoader().setDataType(HalfFloatType).parse(buffer);
  return asTexture(data as Uint16Array, width, height);
};

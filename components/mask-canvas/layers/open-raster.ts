import type { BlendMode } from "@/contract/mask/layer";
import { storeZip } from "./zip";

/** One layer of the archive: a PNG as large as the picture. `opacity` 0-1. */
export type RasterLayer = { name: string; png: Uint8Array; opacity: number; visible: boolean; blend: BlendMode };

type Archive = {
  width: number;
  height: number;
  /** From the bottom up. */
  layers: readonly RasterLayer[];
  /** What all of it looks like, and the same at most 256 pixels large. */
  merged: Uint8Array;
  thumbnail: Uint8Array;
};

const operators: Record<BlendMode, string> = {
  ...{ normal: "svg:src-over", multiply: "svg:multiply", screen: "svg:screen" },
  ...{ overlay: "svg:overlay", lighten: "svg:lighten", darken: "svg:darken" },
};

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter);

/** An OpenRaster file (.ora), as Krita, GIMP and MyPaint open it. */
export function openRaster({ width, height, layers, merged, thumbnail }: Archive): Uint8Array<ArrayBuffer> {
  const file = (n: number) => `data/layer${String(n).padStart(3, "0")}.png`;
  const rows = layers
    .map(
      ({ name, opacity, visible, blend }, n) =>
        `    <layer name="${escaped(name)}" src="${file(n)}" x="0" y="0" opacity="${opacity}" visibility="${visible ? "visible" : "hidden"}" composite-op="${operators[blend]}"/>`,
    )
    .reverse()
    .join("\n");
  const stack = `<?xml version="1.0" encoding="UTF-8"?>\n<image version="0.0.3" w="${width}" h="${height}">\n  <stack>\n${rows}\n  </stack>\n</image>\n`;
  const text = new TextEncoder();
  return storeZip([
    { name: "mimetype", bytes: text.encode("image/openraster") },
    { name: "stack.xml", bytes: text.encode(stack) },
    ...layers.map(({ png }, n) => ({ name: file(n), bytes: png })),
    { name: "mergedimage.png", bytes: merged },
    { name: "Thumbnails/thumbnail.png", bytes: thumbnail },
  ]);
}

import { type Layer as PsdLayer, writePsd } from "ag-psd";
import type { DrawnLayer, Pixels } from "./drawn-layers";

/** A Photoshop file of layers from the bottom up and of what they look like together; 8 bits a sample. */
export function psdOf({ layers, merged }: { layers: readonly DrawnLayer[]; merged: Pixels }): Uint8Array<ArrayBuffer> {
  const { width, height } = merged;
  const children = layers.map(
    ({ name, pixels, mask, opacity, visible, blend }): PsdLayer => ({
      ...{ name, opacity, hidden: !visible, blendMode: blend, top: 0, left: 0, imageData: pixels },
      ...(mask && {
        mask: { ...{ top: 0, left: 0, bottom: height, right: width, defaultColor: 0 }, imageData: grey(mask, merged) },
      }),
    }),
  );
  return new Uint8Array(writePsd({ width, height, children, imageData: merged }));
}

/** The library takes the value of a mask from red. */
function grey(mask: Uint8Array, { width, height }: Pixels): Pixels {
  const data = new Uint8Array(mask.length * 4);
  for (let i = 0; i < mask.length; i++) data.fill(mask[i] ?? 0, i * 4, i * 4 + 3).fill(255, i * 4 + 3, i * 4 + 4);
  return { width, height, data };
}

import type { Expected, Harvest } from "../../engines/comfy/harvest";
import { PassError } from "../../engines/engine";
import { blank, type Grey, type Rgb } from "../../geometry/pixels";
import { resample } from "../../geometry/resample";
import type { GraphBuilder } from "../../graph/builder";
import type { Out } from "../../graph/out";
import type { Painter } from "../diffusion/painter";

// biome-ignore lint/suspicious/noExplicitAny: any pass that looks at a picture
export type Looker = Painter<any>;

/** The picture a graph looks at, read once. */
export const readPicture = (g: GraphBuilder, image: string): Out<"IMAGE"> =>
  g.once(`picture ${image}`, () => g.add("picture", "LoadImage", { image }, "Reading the picture"))[0];

export const saveImages = (g: GraphBuilder, node: string, images: Out<"IMAGE">, count = 1): Expected => {
  g.add(node, "SaveImage", { images, filename_prefix: "" }, "Saving");
  return { node, kind: "image", count };
};
export const saveMasks = (g: GraphBuilder, node: string, mask: Out<"MASK">, count = 1): Expected =>
  saveImages(g, node, g.add(`${node}.grey`, "MaskToImage", { mask })[0], count);

/** One channel of a grey picture that came as RGB. */
export const greyOf = ({ width, height, data }: Rgb): Grey => {
  const grey = blank(width, height, 1);
  for (let i = 0; i < grey.data.length; i++) grey.data[i] = data[i * 3] ?? 0;
  return grey;
};

/** The mask a graph saved as `node`. Throws when the server gave none. */
export const maskOf = (results: Harvest, node: string): Grey => {
  const [image] = results[node]?.images ?? [];
  if (!image) throw new PassError("engine", "now", "The image server gave no mask.");
  return greyOf(image);
};

/** The same at another size: some nodes round sides down. */
export const atSize = <P extends Rgb | Grey>(pixels: P, width: number, height: number): P =>
  pixels.width === width && pixels.height === height ? pixels : (resample(pixels, width, height) as P);

/** Runs a graph that gives words and answers them. Throws when the server gave none. */
export const words = async (
  painter: Looker,
  stage: string,
  build: (g: GraphBuilder) => Out<string>,
  { from = 0, to = 1 }: { from?: number; to?: number } = {},
): Promise<string> => {
  const { results } = await painter.run({
    ...{ stage, from, to },
    build: (g) => {
      g.add("answer", "PreviewAny", { source: build(g) });
      return [{ node: "answer", kind: "text" }];
    },
  });
  const [text] = results.answer?.texts ?? [];
  if (text === undefined) throw new PassError("engine", "now", "The image server gave no words.");
  return text;
};

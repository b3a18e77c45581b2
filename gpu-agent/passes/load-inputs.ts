import type { AnyPass } from "../../contract/passes/define";
import { PassError } from "../engines/engine";
import { readMask, readPicture } from "../engines/native/pixels";
import { boundsOf, type Grey, type Picture, sameSize } from "../geometry/pixels";

export type Loaded = { pictures: Map<string, Picture[]>; masks: Map<string, Grey[]>; files: Map<string, string[]> };

const firstThing = {
  mask: "Paint a mask",
  image: "Choose a picture",
  clip: "Choose a clip",
  file: "Choose a picture",
} as const;
const refuse = (message: string) => new PassError("bad-input", "never", message);

/** Decodes every input of a pass and checks that masks fit their picture. Throws bad-input, naming the input. */
export const loadInputs = async (
  pass: AnyPass,
  files: Readonly<Record<string, readonly string[]>>,
): Promise<Loaded> => {
  const unknown = Object.keys(files).find((slot) => !pass.inputs[slot]);
  if (unknown !== undefined) throw refuse(`${pass.title} has no input called “${unknown}”.`);
  const loaded: Loaded = { pictures: new Map(), masks: new Map(), files: new Map() };
  for (const [slot, { kind, title, optional, many }] of Object.entries(pass.inputs)) {
    const given = files[slot] ?? [];
    if (!given.length && !optional) throw refuse(`${title}: it is missing. ${firstThing[kind]} first.`);
    if (given.length > 1 && !many) throw refuse(`${title}: one was expected, ${given.length} were given.`);
    if (kind === "image") loaded.pictures.set(slot, await Promise.all(given.map((file) => readPicture(file, title))));
    else if (given[0] === undefined) continue;
    else if (kind === "clip" || kind === "file") loaded.files.set(slot, [...given]);
    else loaded.masks.set(slot, await Promise.all(given.map((file) => readMask(file, title))));
  }
  checkMasks(pass, loaded);
  return loaded;
};

const checkMasks = (pass: AnyPass, { pictures, masks }: Loaded) => {
  const picture = pictures.get("image")?.[0] ?? [...pictures.values()].flat()[0];
  for (const [slot, mask] of [...masks].flatMap(([slot, all]) => all.map((mask) => [slot, mask] as const))) {
    const title = pass.inputs[slot]?.title ?? slot;
    if (picture && !sameSize(mask, picture.rgb)) {
      const sizes = `the mask is ${mask.width} × ${mask.height} px, the picture ${picture.rgb.width} × ${picture.rgb.height} px`;
      throw refuse(`${title}: ${sizes}. They must be the same size: open the mask on this version again.`);
    }
    if (slot === "mask" && !boundsOf(mask))
      throw refuse(`${title}: the mask is empty. Paint it first, white is what changes.`);
  }
};

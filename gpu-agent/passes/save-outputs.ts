import path from "node:path";
import type { AnyPass } from "../../contract/passes/define";
import { PassError } from "../engines/engine";
import { writeMask, writePicture } from "../engines/native/pixels";
import type { Made } from "./work";

export type Output = { slot: string; path: string; label?: string };

/** Writes what was made as PNG into `folder` (unless the pass wrote it itself), after checking it against the declared outputs. */
export const saveOutputs = async (pass: AnyPass, made: readonly Made[], folder: string): Promise<Output[]> => {
  for (const [slot, { optional, many, title }] of Object.entries(pass.outputs)) {
    const count = made.filter((each) => each.slot === slot).length;
    if ((count === 0 && !optional) || (count > 1 && !many)) {
      throw new PassError("engine", "now", `${pass.title} was to give “${title}” once and gave it ${count} times.`);
    }
  }
  return Promise.all(
    made.map(async (each, at) => {
      const file = each.file ?? path.join(folder, `${String(at + 1).padStart(2, "0")}-${each.slot}.png`);
      if (each.picture) await writePicture(file, each.picture);
      else if (each.mask) await writeMask(file, each.mask);
      return { slot: each.slot, path: file, ...(each.label !== undefined && { label: each.label }) };
    }),
  );
};

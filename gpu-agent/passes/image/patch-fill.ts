import { holeLimits } from "../../../contract/passes/size";
import { PassError } from "../../engines/engine";
import { coverage } from "../../geometry/masks";
import { boundsOf, cut, type Grey, grow, place } from "../../geometry/pixels";
import { runNative } from "../native-engine";
import { nothingMissing, type Work } from "../work";
import { forbiddenSources } from "./forbidden-sources";

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

export const patchFill: Work<"patch-fill"> = {
  engine: "native",
  algorithm: "patch fill (copies nearby texture)",
  probe: nothingMissing,
  perform: async (job) => {
    const picture = job.picture("image");
    const hole = job.mask("mask") as Grey;
    const { reach, seed } = job.params;
    const share = coverage(hole);
    if (share > holeLimits.refuse) throw tooLarge(share);

    const { forbid, faces, warnings } = await forbiddenSources(job, picture.rgb);
    const { width, height } = picture.rgb;
    const bounds = boundsOf(hole) ?? { x0: 0, y0: 0, x1: width, y1: height };
    const window = reach ? grow(bounds, reach + 16, width, height) : { x0: 0, y0: 0, x1: width, y1: height };
    const filled = await runNative(
      job,
      "patch-fill",
      {
        rgb: cut(picture.rgb, window),
        hole: cut(hole, window),
        ...(forbid && { forbid: cut(forbid, window) }),
        reach,
        seed,
      },
      { from: 0.2, limitMs: 300_000 },
    );
    const rgb = place(picture.rgb, filled, window.x0, window.y0);
    return {
      made: [{ slot: "picture", picture: { ...picture, rgb } }],
      facts: { holeShare: share, forbidden: forbid !== undefined, facesProtected: faces },
      warnings: [
        ...(share > holeLimits.warn
          ? [
              `The hole is ${percent(share)} of the picture. Above ${percent(holeLimits.warn)} copied texture often repeats or brings in parts of other things: look closely.`,
            ]
          : []),
        ...warnings,
      ],
    };
  },
};

const tooLarge = (share: number) =>
  new PassError(
    "bad-input",
    "never",
    `The hole is ${percent(share)} of the picture; patch fill copies texture and is refused above ${percent(holeLimits.refuse)}. Mask less, fill it in several steps, or use Inpaint on a node with an image model.`,
  );

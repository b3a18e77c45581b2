import { PassError } from "../../engines/engine";
import { coverage } from "../../geometry/masks";
import type { Grey } from "../../geometry/pixels";
import { native, runNative } from "../native-engine";
import type { Work } from "../work";

export const boxSelect: Work<"box-select"> = {
  engine: "native",
  algorithm: "box select (GrabCut)",
  probe: async () => ({ blocking: (await native.probe())["box-select"] }),
  perform: async (job) => {
    const { rgb } = job.picture("image");
    const { box, rounds, detail, feather } = job.params;
    if (!box) throw new PassError("bad-input", "never", "Drag a box around the object first.");
    const window = {
      x0: Math.max(0, Math.floor(box.x)),
      y0: Math.max(0, Math.floor(box.y)),
      x1: Math.min(rgb.width, Math.ceil(box.x + box.width)),
      y1: Math.min(rgb.height, Math.ceil(box.y + box.height)),
    };
    const [width, height] = [window.x1 - window.x0, window.y1 - window.y0];
    if (width < 8 || height < 8) {
      throw new PassError(
        "bad-input",
        "never",
        "Box: less than 8 × 8 px of it lie within the picture. Drag it over the object.",
      );
    }
    if (width * height > rgb.width * rgb.height * 0.95) {
      throw new PassError(
        "bad-input",
        "never",
        "Box: it covers the whole picture, so nothing is left that is surely background. Drag it closer around the object.",
      );
    }
    const mask = (await runNative(job, "box-select", { rgb, box: window, rounds, detail, feather })) as Grey;
    const share = coverage(mask);
    return {
      made: [{ slot: "mask", mask }],
      facts: { share },
      warnings: share === 0 ? ["Nothing stood out in this box: draw it with more air, or paint the mask by hand."] : [],
    };
  },
};

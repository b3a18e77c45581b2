import { runNative } from "../native-engine";
import { nothingMissing, type Work } from "../work";

export const adjust: Work<"adjust"> = {
  engine: "native",
  algorithm: "levels and grey-world white balance",
  probe: nothingMissing,
  perform: async (job) => {
    const picture = job.picture("image");
    const mask = job.mask("mask");
    const input = { rgb: picture.rgb, how: job.params, ...(mask && { mask }) };
    const { rgb, facts } = await runNative(job, "adjust", input);
    return { made: [{ slot: "picture", picture: { ...picture, rgb } }], facts };
  },
};

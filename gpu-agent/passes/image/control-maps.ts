import { coverage } from "../../geometry/masks";
import { runNative } from "../native-engine";
import { nothingMissing, type Work } from "../work";

export const controlMaps: Work<"control-maps"> = {
  engine: "native",
  algorithm: "Canny edges",
  probe: nothingMissing,
  perform: async (job) => {
    const { low, high, blur } = job.params;
    const map = await runNative(job, "canny", { rgb: job.picture("image").rgb, options: { low, high, blur } });
    const share = coverage(map);
    return {
      made: [{ slot: "map", mask: map }],
      facts: { edgeShare: share },
      warnings: share === 0 ? ["No edge is strong enough: lower the high threshold."] : [],
    };
  },
};

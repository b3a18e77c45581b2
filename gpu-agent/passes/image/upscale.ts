import { enlargedSize, pixelLimits } from "../../../contract/passes/size";
import { PassError } from "../../engines/engine";
import { nothingMissing, type Work } from "../work";
import { resized } from "./resized";

export const upscale: Work<"upscale"> = {
  engine: "native",
  algorithm: "resampled (Lanczos)",
  rough: "Resampled (Lanczos); no detail is invented",
  probe: nothingMissing,
  perform: async (job) => {
    const picture = job.picture("image");
    const size = enlargedSize(picture.rgb, job.params.factor);
    if (size.width * size.height > pixelLimits.output) {
      const words = `${size.width} × ${size.height} is more than this node makes (${pixelLimits.output / 1e6} megapixels). Use a smaller factor or crop first.`;
      throw new PassError("bad-input", "never", words);
    }
    return { made: [{ slot: "picture", picture: await resized(job, picture, size) }], facts: { ...size } };
  },
};

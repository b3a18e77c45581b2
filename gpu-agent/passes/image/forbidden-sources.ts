import type { FoundFace } from "../../engines/native/operations";
import { ovalMask } from "../../geometry/face-mask";
import { blank, type Grey, type Rgb } from "../../geometry/pixels";
import { native, runNative } from "../native-engine";
import type { PassJob } from "../work";

export type Forbidden = { forbid?: Grey; faces: number; warnings: string[] };

/** What must not be copied: the mask by hand, and the heads that one look finds. Fills the first fifth of the progress. */
export const forbiddenSources = async (
  job: PassJob<"patch-fill"> | PassJob<"extend-backdrop">,
  rgb: Rgb,
): Promise<Forbidden> => {
  const byHand = job.mask("forbid");
  const detector = job.params.protectFaces ? (await native.probe())["find-faces"] : [];
  const canLook = job.params.protectFaces && detector.length === 0;
  const { faces } = canLook
    ? await runNative(job, "find-faces", { rgb, mode: "fast" }, { to: 0.2, limitMs: 60_000 })
    : { faces: [] };
  const forbid = faces.length ? withHeads(byHand ?? blank(rgb.width, rgb.height, 1), faces, rgb) : byHand;
  return {
    faces: faces.length,
    warnings: warningsFor(job.params.protectFaces, canLook, byHand),
    ...(forbid && { forbid }),
  };
};

/** A head with its hair is about half as large again as the face's box. */
const withHeads = (base: Grey, faces: readonly FoundFace[], rgb: Rgb): Grey => {
  const out = { ...base, data: base.data.slice() };
  for (const face of faces) {
    const { window, mask } = ovalMask(rgb, { ...face, side: face.side * 1.5 }, { feather: 0, keepEyes: false });
    for (let y = 0; y < mask.height; y++) {
      for (let x = 0; x < mask.width; x++) {
        if (mask.data[y * mask.width + x]) out.data[(window.y0 + y) * rgb.width + window.x0 + x] = 255;
      }
    }
  }
  return out;
};

const warningsFor = (wanted: boolean, canLook: boolean, byHand?: Grey) => {
  if (byHand) return [];
  if (!wanted) return ["Nothing was forbidden as a source: check that no face or figure was copied."];
  return [
    canLook
      ? "Only heads the node found were forbidden as a source: check that no figure or drawn face was copied."
      : "This node cannot find faces, so none were forbidden as a source: check that none was copied, or mask them.",
  ];
};

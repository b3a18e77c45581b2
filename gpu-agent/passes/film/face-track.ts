import type { ClipFacts } from "../../../contract/profile/clip";
import { sureFace } from "../../../contract/profile/face";
import { laplacianVariance } from "../../../contract/profile/laplacian";
import { PassError } from "../../engines/engine";
import type { GreyFrame } from "../../engines/ffmpeg/grey-frames";
import { blank, type Rgb } from "../../geometry/pixels";
import { resample } from "../../geometry/resample";
import { native, runNative } from "../native-engine";
import type { PassJob } from "../work";

/** Frames of a clip that are looked at: between them the face is taken to be where it was last seen. */
const looks = 24;
/** Longest side that is searched, in pixels. */
const searched = 640;
/** Share of the box added on each side: a head moves between two looks. */
const room = 0.2;

type Box = { x: number; y: number; width: number; height: number };
export type FaceTrack = {
  /** The sharpness of the face in this frame; frames come in order. Null without one. */
  measure(frame: GreyFrame, at: number): Promise<number | null>;
};

/** Follows the largest face through a clip; undefined where this node has no face detector. */
export const openFaceTrack = async (
  job: PassJob<"read-clip">,
  { frames, fps }: { frames: number; fps: number },
): Promise<FaceTrack | undefined> => {
  if (((await native.probe())["find-faces"] ?? []).length > 0) return undefined;
  const every = Math.max(1, Math.round(fps / 2), Math.ceil(frames / looks));
  let face: Box | undefined;
  let [found, next, pause] = [false, 0, every];
  return {
    measure: async (frame, at) => {
      // While none was ever there, every other look is left out, then three of four: most clips without faces stay so.
      if (at === next) {
        face = await largest(job, frame);
        if (face) found = true;
        else if (!found) pause *= 2;
        next = at + (found ? every : pause);
      }
      if (!face) return null;
      return laplacianVariance(frame.luma, frame.width, frame.height, face);
    },
  };
};

const largest = async (job: PassJob<"read-clip">, frame: GreyFrame): Promise<Box | undefined> => {
  const scale = Math.min(1, searched / Math.max(frame.width, frame.height));
  const whole = greyAsRgb(frame);
  const small = scale < 1 ? resample(whole, Math.round(frame.width * scale), Math.round(frame.height * scale)) : whole;
  try {
    const { faces } = await runNative(silent(job), "find-faces", { rgb: small, mode: "fast" });
    const [first] = faces.filter(({ trust }) => trust >= sureFace).toSorted((a, b) => b.side - a.side);
    if (!first) return undefined;
    const factor = frame.width / small.width;
    const half = (first.side / 2) * (1 + 2 * room);
    return {
      ...{ x: Math.round((first.x - half) * factor), y: Math.round((first.y - half) * factor) },
      ...{ width: Math.round(2 * half * factor), height: Math.round(2 * half * factor) },
    };
  } catch (error) {
    // A clip is read without its faces, too; only a cancelled one is not.
    if (job.signal.aborted || !(error instanceof PassError)) throw error;
    return undefined;
  }
};

/** Progress of a clip counts frames, not looks. */
const silent = (job: PassJob<"read-clip">): PassJob<"read-clip"> => ({ ...job, progress: () => undefined });

const greyAsRgb = ({ luma, width, height }: GreyFrame): Rgb => {
  const out = blank(width, height, 3);
  for (let i = 0, o = 0; i < luma.length; i++) {
    const value = luma[i] ?? 0;
    out.data[o++] = value;
    out.data[o++] = value;
    out.data[o++] = value;
  }
  return out;
};

/** What is told of faces: nothing where nobody looked. */
export const faceFacts = (values: readonly (number | null)[] | undefined): Pick<ClipFacts, "faceSharpness"> =>
  values === undefined ? {} : { faceSharpness: values.map((value) => value && Number(value.toFixed(2))) };

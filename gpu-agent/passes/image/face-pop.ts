import { renderLarger, smallFace } from "../../../contract/passes/size";
import { PassError } from "../../engines/engine";
import { sureTrust } from "../../engines/native/faces/detector";
import { findFaceByHand } from "../../engines/native/faces/manual";
import type { FoundFace } from "../../engines/native/operations";
import type { Rgb } from "../../geometry/pixels";
import { native, runNative } from "../native-engine";
import type { PassJob, Work } from "../work";

type Job = PassJob<"face-pop">;

export const facePop: Work<"face-pop"> = {
  engine: "native",
  algorithm: "straighten and sharpen; nothing is repainted",
  rough: "Straighten and sharpen; nothing is repainted",
  probe: async () => ({ blocking: [], improving: (await native.probe())["find-faces"] }),
  perform: async (job) => {
    const { rgb, alpha } = job.picture("image");
    const { faces, warnings } = await findPopFaces(job, rgb);
    const { size, padding, feather, sharpen, keepEyes } = job.params;
    const input = { rgb, faces, size, padding, feather, sharpen, keepEyes };
    const from = job.params.detect === "by hand" ? 0 : 0.6;
    const { rgb: done, mask, debug, inside } = await runNative(job, "face-pop", input, { from });
    return {
      made: [
        { slot: "picture", picture: { rgb: done, ...(alpha && { alpha }) } },
        { slot: "faces", mask },
        ...debug.map(({ label, pixels }) =>
          pixels.channels === 1
            ? { slot: "debug" as const, label, mask: { ...pixels, channels: 1 as const } }
            : { slot: "debug" as const, label, picture: { rgb: { ...pixels, channels: 3 as const } } },
        ),
      ],
      facts: {
        faces: faces.map(({ mesh, ...face }, at) => ({ ...face, inside: inside[at] })),
        middle: "sharpen",
        paste: "delta",
      },
      warnings: [...warnings, ...tooSmall(faces, rgb)],
    };
  },
};

/** The faces to work on: by hand, or found. Refuses in words when there are none. */
export const findPopFaces = async (job: Job, rgb: Rgb) =>
  job.params.detect === "by hand" ? byHand(job, rgb) : automatic(job, rgb);

const byHand = (job: Job, rgb: Rgb) => {
  const { box, eyes } = job.params;
  if (!box) throw new PassError("bad-input", "never", "Drag a box around the face first.");
  if (box.x < 0 || box.y < 0 || box.x > rgb.width || box.y > rgb.height) {
    throw new PassError(
      "bad-input",
      "never",
      `Face box: its centre (${Math.round(box.x)}, ${Math.round(box.y)}) lies outside the picture of ${rgb.width} × ${rgb.height} px.`,
    );
  }
  if (eyes && Math.hypot(eyes.right.x - eyes.left.x, eyes.right.y - eyes.left.y) < 2) {
    throw new PassError("bad-input", "never", "Eye line: both ends are at the same place. Drag it from eye to eye.");
  }
  return {
    faces: [findFaceByHand(box, eyes)],
    warnings: eyes ? [] : ["Without an eye line the face was taken as upright."],
  };
};

const automatic = async (job: Job, rgb: Rgb): Promise<{ faces: FoundFace[]; warnings: string[] }> => {
  const wanted = (await native.probe())["find-faces"];
  if (wanted.length) {
    const words = `This node cannot find faces by itself: it lacks ${wanted.map(({ what }) => what).join(", ")}. Choose “By hand” and draw the face.`;
    throw new PassError("missing", "elsewhere", words);
  }
  const { faces, capped } = await runNative(
    job,
    "find-faces",
    { rgb, mode: job.params.search },
    { to: 0.6, limitMs: 240_000 },
  );
  const sure = faces.filter(({ trust }) => trust >= sureTrust);
  if (!sure.length) throw nothingFound(faces.length);
  return {
    faces: sure,
    warnings: [
      ...(faces.length > sure.length
        ? [`${faces.length - sure.length} more might be faces and were left alone: draw them by hand if they are.`]
        : []),
      ...(capped ? ["More faces than can be looked at in one go: some may have been missed."] : []),
    ],
  };
};

const nothingFound = (unsure: number) =>
  new PassError(
    "bad-input",
    "never",
    `${unsure ? "Nothing that is surely a face was found" : "No face was found"}. Drawn and animal faces rarely are: choose “By hand” and draw a box and an eye line.`,
  );

/** What to say of faces with too few pixels (B82). */
export const tooSmall = (faces: readonly FoundFace[], rgb: Rgb) =>
  faces.flatMap(({ side }, at) => {
    const larger = renderLarger(side, rgb);
    if (!larger) return [];
    const which = faces.length > 1 ? `Face ${at + 1}` : "The face";
    return [
      `${which} is ${Math.round(side)} px wide, too small to hold detail. Render this shot larger: at ${larger.width} × ${larger.height} it would reach ${smallFace} px.`,
    ];
  });

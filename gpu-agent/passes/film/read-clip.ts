import { readdir } from "node:fs/promises";
import path from "node:path";
import { type ClipFacts, clipLimits, sheetLayout } from "../../../contract/profile/clip";
import { laplacianVariance } from "../../../contract/profile/laplacian";
import { PassError } from "../../engines/engine";
import { everyFrame, probeFfmpeg } from "../../engines/ffmpeg/binaries";
import { greyFrames } from "../../engines/ffmpeg/grey-frames";
import { type ProbedClip, probeClip } from "../../engines/ffmpeg/probe-clip";
import { openSafely, runFfmpeg } from "../../engines/ffmpeg/run-ffmpeg";
import { native } from "../native-engine";
import type { Work } from "../work";
import { faceFacts, openFaceTrack } from "./face-track";

const refuse = (message: string) => new PassError("bad-input", "never", message);
const again = "Copy or export it again and add that file.";

/** Missing frames that are no sign of a cut: containers count a first or last one that decodes to nothing. */
const missable = (announced: number) => Math.max(2, Math.round(announced * 0.01));

export const readClip: Work<"read-clip"> = {
  engine: "ffmpeg",
  algorithm: "every frame decoded once: Laplacian variance on luma, of the face where one is found, contact sheets",
  probe: async () => ({ ...(await probeFfmpeg()), improving: (await native.probe())["find-faces"] }),
  perform: async (job) => {
    const clip = await probeClip(job.file("clip"), job.signal);
    const { announced } = clip;
    const sheet = sheetLayout(clip, announced);
    const scale = Math.min(1, clipLimits.measuredAt / Math.max(clip.width, clip.height));
    const [width, height] = [clip.width, clip.height].map((side) => Math.max(3, Math.round(side * scale)));
    const sharpness: number[] = [];
    const track = await openFaceTrack(job, { frames: announced, fps: clip.fpsNum / clip.fpsDen });
    const faces: (number | null)[] = [];
    let tooMany = false;
    const { code, errors } = await runFfmpeg(
      [
        ...openSafely(clip.demuxer, job.file("clip")),
        "-filter_complex",
        [
          `[0:${clip.stream}]split=2[a][b]`,
          `[a]scale=${width}:${height}:flags=area,format=gray[luma]`,
          `[b]scale=${sheet.cellWidth}:${sheet.cellHeight}:flags=area,format=yuvj420p,tile=${sheet.columns}x${sheet.rows}[sheet]`,
        ].join(";"),
        ...["-map", "[luma]", ...(await everyFrame()), "-f", "image2pipe", "-c:v", "pgm", "pipe:1"],
        ...["-map", "[sheet]", ...(await everyFrame()), "-f", "image2", "-c:v", "mjpeg", "-q:v", "4"],
        path.join(job.folder, "sheet-%04d.jpg"),
      ],
      {
        signal: job.signal,
        // Between two frames the event loop is free: renewing the lease never waits longer than one frame's arithmetic.
        read: async (stdout) => {
          for await (const frame of greyFrames(stdout as AsyncIterable<Buffer>)) {
            if (sharpness.length === clipLimits.frames) {
              tooMany = true;
              break;
            }
            if (track) faces.push(await track.measure(frame, sharpness.length));
            sharpness.push(Number(laplacianVariance(frame.luma, frame.width, frame.height).toFixed(2)));
            if (sharpness.length % 8 === 0)
              job.progress(Math.min(0.99, sharpness.length / announced), `Frame ${sharpness.length} of ${announced}`);
          }
        },
      },
    );
    if (tooMany) throw refuse(`It has more than ${clipLimits.frames} frames. Cut out the part you need and add that.`);
    requireWhole(clip, sharpness.length, code, errors);
    const sheets = (await readdir(job.folder)).filter((name) => /^sheet-\d+\.jpg$/.test(name)).sort();
    return {
      made: sheets.map((name) => ({ slot: "sheet" as const, file: path.join(job.folder, name) })),
      facts: { ...factsOf(clip, sharpness, sheet), ...faceFacts(track && faces) },
      warnings: warningsOf(errors),
    };
  },
};

/** A cut film decodes quietly to where it ends: told by what it announced, and by what ffmpeg missed while reading. */
const requireWhole = ({ announced }: ProbedClip, frames: number, code: number, errors: string) => {
  const cut = /partial file|ended prematurely|truncat/i.test(errors) || frames < announced - missable(announced);
  if (frames === 0) throw refuse(`None of its ${announced} frames can be decoded: it is damaged. ${again}`);
  if (cut)
    throw refuse(`It is cut short: it announces ${announced} frames, ${frames} of them can be decoded. ${again}`);
  if (code !== 0)
    throw new PassError("engine", "now", "ffmpeg ended with an error; the node's log says more.", new Error(errors));
};

const factsOf = (clip: ProbedClip, sharpness: number[], sheet: ClipFacts["sheet"]): ClipFacts => {
  const { width, height, fpsNum, fpsDen, variableRate, hasAudio, codec } = clip;
  return {
    ...{ width, height, fpsNum, fpsDen, variableRate, hasAudio, codec, sheet, sharpness },
    frames: sharpness.length,
    seconds: Number(((sharpness.length * fpsDen) / fpsNum).toFixed(3)),
    measuredAt: clipLimits.measuredAt,
  };
};

const warningsOf = (errors: string): string[] =>
  /error while decoding|corrupt|concealing|invalid/i.test(errors)
    ? ["Some frames are damaged in the file: look closely at what you grab."]
    : [];

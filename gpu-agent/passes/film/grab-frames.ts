import { rename } from "node:fs/promises";
import path from "node:path";
import type { Box } from "../../../contract/passes/parts";
import { PassError } from "../../engines/engine";
import { everyFrame, probeFfmpeg } from "../../engines/ffmpeg/binaries";
import { type ProbedClip, probeClip } from "../../engines/ffmpeg/probe-clip";
import { openSafely, runFfmpeg } from "../../engines/ffmpeg/run-ffmpeg";
import type { Work } from "../work";

const refuse = (message: string) => new PassError("bad-input", "never", message);

/** What ffmpeg's PNG writer takes, so that naming it changes nothing: the crop then cuts finished pixels, at odd places too. */
const pngFormats = "rgb24|rgba|rgb48be|rgba64be|gray|ya8|gray16be|ya16be";

/** Label of an output: which frame it is. */
const labelOf = (frame: number) => `frame ${frame}`;

export const grabFrames: Work<"grab-frames"> = {
  engine: "ffmpeg",
  algorithm: "exact frames as ffmpeg decodes them, lossless PNG",
  probe: probeFfmpeg,
  perform: async (job) => {
    const frames = [...new Set(job.params.frames)].sort((a, b) => a - b);
    const last = frames[frames.length - 1];
    if (last === undefined) throw refuse("Choose at least one frame.");
    const clip = await probeClip(job.file("clip"), job.signal);
    const crop = job.params.crop && inside(job.params.crop, clip);
    const pattern = path.join(job.folder, "grab-%04d.png");
    const { code, errors } = await runFfmpeg(
      [
        ...openSafely(clip.demuxer, job.file("clip")),
        ...["-map", `0:${clip.stream}`],
        ...["-vf", [selecting(frames), ...(crop ? [`format=${pngFormats}`, cropping(crop)] : [])].join(",")],
        ...["-frames:v", String(frames.length), ...(await everyFrame())],
        ...["-f", "image2", "-c:v", "png", pattern],
      ],
      {
        signal: job.signal,
        onFrame: (frame) => job.progress(frame / frames.length, `${frame} of ${frames.length} frames`),
      },
    );
    if (code !== 0)
      throw new PassError("engine", "now", "ffmpeg ended with an error; the node's log says more.", new Error(errors));
    const made = [];
    for (const [at, frame] of frames.entries()) {
      const file = path.join(job.folder, `frame-${String(frame).padStart(6, "0")}.png`);
      const written = path.join(job.folder, `grab-${String(at + 1).padStart(4, "0")}.png`);
      await rename(written, file).catch(() => {
        throw refuse(`Frame ${frame} is not in the clip: it ends before. Read the clip again.`);
      });
      made.push({ slot: "frame" as const, file, label: labelOf(frame) });
    }
    return { made, facts: { frames, ...(crop && { crop }) } };
  },
};

const selecting = (frames: readonly number[]) => `select='${frames.map((frame) => `eq(n,${frame})`).join("+")}'`;
const cropping = ({ x, y, width, height }: Box) => `crop=${width}:${height}:${x}:${y}:exact=1`;

/** Whole pixels, inside the frame. Throws when nothing of the frame is in it. */
const inside = (box: Box, { width, height }: ProbedClip): Box => {
  const x = Math.max(0, Math.round(box.x));
  const y = Math.max(0, Math.round(box.y));
  const right = Math.min(width, Math.round(box.x + box.width));
  const bottom = Math.min(height, Math.round(box.y + box.height));
  if (right - x < 1 || bottom - y < 1)
    throw refuse(`The crop lies outside the frame of ${width} × ${height} pixels. Draw it again.`);
  return { x, y, width: right - x, height: bottom - y };
};

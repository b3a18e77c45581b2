import { execFile } from "node:child_process";
import { open } from "node:fs/promises";
import { promisify } from "node:util";
import { z } from "zod";
import { clipLimits } from "../../../contract/profile/clip";
import { filmHeadBytes, filmKind } from "../../../contract/profile/film-kind";
import { PassError } from "../engine";
import { openSafely } from "./run-ffmpeg";

const run = promisify(execFile);

const Stream = z.object({
  index: z.number(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  r_frame_rate: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  duration: z.string().optional(),
  nb_frames: z.string().optional(),
  nb_read_packets: z.string().optional(),
  disposition: z.object({ attached_pic: z.number().optional() }).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
});
const Probed = z.object({
  streams: z.array(Stream).default([]),
  format: z.object({ duration: z.string().optional() }).optional(),
});
type Stream = z.infer<typeof Stream>;

export type ProbedClip = {
  demuxer: string;
  /** Index of the picture's stream in the file. */
  stream: number;
  /** As its frames come out, turned as the file says. */
  width: number;
  height: number;
  fpsNum: number;
  fpsDen: number;
  variableRate: boolean;
  /** Frames the file announces; pictures it really holds may be fewer. */
  announced: number;
  seconds: number;
  hasAudio: boolean;
  codec: string;
};

const refuse = (message: string) => new PassError("bad-input", "never", message);
const again = "Export it again from your editor and add that file.";

/** ffmpeg is told what to expect: guessing from content would let a text file pose as a playlist. */
const demuxerOf = async (file: string): Promise<string> => {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(filmHeadBytes), 0, filmHeadBytes, 0);
    const kind = filmKind(buffer.subarray(0, bytesRead));
    if (!kind) throw refuse("This is not an MP4, MOV, WebM or MKV film.");
    return kind === "video/webm" || kind === "video/x-matroska" ? "matroska" : "mov";
  } finally {
    await handle.close();
  }
};

const fraction = (words: string | undefined): [number, number] | undefined => {
  const [num = 0, den = 0] = (words ?? "").split("/").map(Number);
  return num > 0 && den > 0 ? [num, den] : undefined;
};

/** The declared rate where the average agrees with it, otherwise the average: then the rate changes within the clip. */
const rateOf = ({ r_frame_rate, avg_frame_rate }: Stream) => {
  const declared = fraction(r_frame_rate);
  const average = fraction(avg_frame_rate) ?? declared ?? [25, 1];
  const agree = declared && Math.abs(declared[0] / declared[1] / (average[0] / average[1]) - 1) < 0.01;
  const [fpsNum, fpsDen] = agree ? declared : average;
  return { fpsNum, fpsDen, variableRate: declared !== undefined && !agree };
};

const words = (seconds: number) =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;

/** Reads the head of a film with ffprobe and counts its packets. Throws bad-input, saying what is wrong and what to do. */
export const probeClip = async (file: string, signal: AbortSignal): Promise<ProbedClip> => {
  const demuxer = await demuxerOf(file);
  const { streams, format } = await ask(demuxer, file, signal);
  const picture = streams.find(
    ({ codec_type, disposition }) => codec_type === "video" && disposition?.attached_pic !== 1,
  );
  const sound = streams.find(({ codec_type }) => codec_type === "audio");
  if (!picture)
    throw refuse(
      sound
        ? `It holds sound (${sound.codec_name ?? "of an unknown kind"}) but no picture. Add the film itself.`
        : `It holds neither picture nor sound. ${again}`,
    );
  const announced = Math.max(Number(picture.nb_frames ?? 0) || 0, Number(picture.nb_read_packets ?? 0) || 0);
  const rate = rateOf(picture);
  if (announced === 0) throw refuse(`It is 0 seconds long: there is no frame in it. ${again}`);
  const seconds = Number(picture.duration ?? format?.duration) || (announced * rate.fpsDen) / rate.fpsNum;
  if (seconds > clipLimits.seconds || announced > clipLimits.frames)
    throw refuse(
      `It is ${words(seconds)} long (${announced} frames); a clip may be ${words(clipLimits.seconds)} and ${clipLimits.frames} frames. Cut out the part you need and add that.`,
    );
  const { width = 0, height = 0 } = picture;
  if (width < 16 || height < 16) throw refuse(`Its picture is ${width} × ${height} pixels, too small to use.`);
  if (width > clipLimits.side || height > clipLimits.side)
    throw refuse(
      `Its picture is ${width} × ${height} pixels; a clip may have ${clipLimits.side} a side. Export it smaller and add that.`,
    );
  const turned = Math.abs(rotationOf(picture)) % 180 === 90;
  return {
    ...{ demuxer, stream: picture.index, ...rate, announced, seconds },
    width: turned ? height : width,
    height: turned ? width : height,
    hasAudio: sound !== undefined,
    codec: picture.codec_name ?? "unknown",
  };
};

const rotationOf = ({ side_data_list, tags }: Stream) =>
  side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? (Number(tags?.rotate) || 0);

const ask = async (demuxer: string, file: string, signal: AbortSignal) => {
  const entries =
    "stream=index,codec_type,codec_name,width,height,r_frame_rate,avg_frame_rate,duration,nb_frames,nb_read_packets:stream_disposition=attached_pic:stream_tags=rotate:stream_side_data=rotation:format=duration";
  const args = ["-loglevel", "error", "-count_packets", "-show_entries", entries, "-of", "json"];
  try {
    const { stdout } = await run("ffprobe", [...args, ...openSafely(demuxer, file)], {
      ...{ signal, timeout: 120_000, killSignal: "SIGKILL", maxBuffer: 4 * 1024 * 1024, windowsHide: true },
    });
    return Probed.parse(JSON.parse(stdout));
  } catch (error) {
    signal.throwIfAborted();
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
    if (/moov atom not found/i.test(said))
      throw refuse(`It is cut short: its index, which stands at the end, is missing. Copy or export it again.`);
    throw refuse(`ffprobe cannot read it: it is damaged or incomplete. ${again}`);
  }
};

import { writeFile } from "node:fs/promises";
import path from "node:path";
import { capLongestSide } from "../../../contract/passes/size";
import { bareFilm } from "../../engines/comfy/bare-files";
import type { Rgb } from "../../geometry/pixels";
import { resample } from "../../geometry/resample";
import type { Made, PassJob, PassResult } from "../work";
import { type Base, chooseBase, multipleOf, requireModel } from "./base";
import { diffusionWork } from "./diffusion-work";
import { encodeWords, loadBase } from "./load-part";
import type { Painter } from "./painter";
import { needBase, needClasses, type Variant } from "./variants";

const wan = ["wan"] as const;
const variant = (name: string): Variant => ({
  id: "wan",
  title: "Wan 2.1 or 2.2, core nodes",
  lacks: (state) => [
    ...needClasses(state, [name, "UNETLoader", "CLIPLoader", "VAELoader"]),
    ...needBase(state, wan, "Wan image to video"),
  ],
});

type Params = {
  prompt: string;
  negative: string;
  frames: number;
  fps: number;
  steps: number;
  cfg: number;
  model: string;
  textEncoder: string;
  vae: string;
  seed: number;
};

/** The base the recipe names, with the encoder it names. */
const wanBase = (painter: Painter<"in-between"> | Painter<"turn-around">, params: Params): Base => {
  const base = chooseBase(painter.models, params, { families: wan });
  const encoders = params.textEncoder
    ? [requireModel(painter.models, "text-encoder", params.textEncoder, "text encoder")]
    : base.encoders;
  painter.usesBase({ ...base, encoders });
  return { ...base, encoders };
};

const leastFrames = 5;
/** About half as many, 4k+1 again. */
const fewerFrames = (frames: number) => Math.max(leastFrames, Math.floor((frames - 1) / 8) * 4 + 1);
const lessFrames = ({ params }: { params: Params }) => (params.frames > leastFrames ? (["smaller"] as const) : []);

/** 4k+1 frames at the largest size a Wan model takes, from a first picture, and to a last one if there is one. */
const film = async (
  painter: Painter<"in-between"> | Painter<"turn-around">,
  params: Params,
  first: Rgb,
  last?: Rgb,
): Promise<{ frames: Rgb[]; clip: Buffer | undefined; base: Base }> => {
  const base = wanBase(painter, params);
  const { width, height } = capLongestSide(first, 832, multipleOf(base.family) * 2);
  const names = [await painter.put(resample(first, width, height))];
  if (last) names.push(await painter.put(resample(last, width, height)));
  const length = painter.thrift.smaller ? fewerFrames(params.frames) : params.frames;
  if (length < params.frames)
    painter.warnings.push(`${length} frames instead of ${params.frames}: more did not fit into the GPU's memory.`);
  // A server of the first versions that are taken cannot write films: then the frames are all there is.
  const films = canFilm.every((name) => painter.state.objects[name]);
  painter.seed("main", params.seed);
  painter.samples("uni_pc", "simple", []);
  const { results } = await painter.run({
    stage: "main",
    build: (g, thrift) => {
      const { model, clip, vae } = loadBase(g, base, [], 1);
      const words = encodeWords(g, { clip, family: base.family, guidance: 0 }, params.prompt, params.negative);
      const [start_image, end_image] = names.map(
        (image) => g.add("picture", "LoadImage", { image }, "Reading pictures")[0],
      );
      const size = { width, height, length, batch_size: 1 };
      const [positive, negative, latent_image] = end_image
        ? g.add("motion", "WanFirstLastFrameToVideo", {
            ...words,
            vae,
            ...size,
            ...(start_image && { start_image }),
            end_image,
          })
        : g.add("motion", "WanImageToVideo", { ...words, vae, ...size, ...(start_image && { start_image }) });
      const [shifted] = g.add("shift", "ModelSamplingSD3", { model, shift: 8 });
      const { steps, cfg, seed } = params;
      const [samples] = g.add(
        "paint",
        "KSampler",
        {
          ...{ model: shifted, seed, steps, cfg, sampler_name: "uni_pc", scheduler: "simple", denoise: 1 },
          ...{ positive, negative, latent_image },
        },
        "Painting the frames",
      );
      const tiles = { tile_size: 512, overlap: 64, temporal_size: 64, temporal_overlap: 8 };
      const [images] = thrift.tiled
        ? g.add("decode", "VAEDecodeTiled", { samples, vae, ...tiles }, "Decoding")
        : g.add("decode", "VAEDecode", { samples, vae }, "Decoding");
      g.add("save", "SaveImage", { images, filename_prefix: "" }, "Saving");
      const frames = { node: "save", kind: "image", count: length, width, height } as const;
      if (!films) return [frames];
      const [video] = g.add("clip", "CreateVideo", { images, fps: params.fps });
      g.add("save.clip", "SaveVideo", { video, filename_prefix: "", format: "mp4", codec: "h264" }, "Saving the clip");
      return [frames, { node: "save.clip", kind: "file" }];
    },
  });
  const [file] = results["save.clip"]?.files ?? [];
  const clip = file && (await painter.server.http.view(file, painter.job.signal));
  return { frames: results.save?.images ?? [], clip, base };
};
const canFilm = ["CreateVideo", "SaveVideo"];

/** The clip as a file of the job, without the words the server wrote into it. */
const clipOf = async (
  painter: { warnings: string[] },
  { folder }: Pick<PassJob<"in-between">, "folder">,
  clip: Buffer | undefined,
): Promise<Made<"clip">[]> => {
  const bare = clip && bareFilm(clip);
  if (!bare) {
    painter.warnings.push("The image server wrote no clip: the frames are the result.");
    return [];
  }
  const file = path.join(folder, "clip.mp4");
  await writeFile(file, bare);
  return [{ slot: "clip", label: "Clip", file }];
};

const framesOf = (frames: readonly Rgb[]) =>
  frames.map((rgb, at) => ({ slot: "frames" as const, label: `Frame ${at + 1}`, picture: { rgb } }));

export const inBetween = diffusionWork({
  pass: "in-between",
  algorithm: "frames painted between two poses",
  variants: [variant("WanFirstLastFrameToVideo")],
  less: lessFrames,
  paint: async (painter, job, way): Promise<PassResult<"in-between">> => {
    const { frames, clip, base } = await film(painter, job.params, job.picture("image").rgb, job.picture("last").rgb);
    return {
      made: [...framesOf(frames), ...(await clipOf(painter, job, clip))],
      facts: { ...painter.facts(way, base), frames: frames.length },
      warnings: painter.warnings,
    };
  },
});

export const turnAround = diffusionWork({
  pass: "turn-around",
  algorithm: "frames painted from one picture",
  variants: [variant("WanImageToVideo")],
  less: lessFrames,
  paint: async (painter, job, way): Promise<PassResult<"turn-around">> => {
    const { frames, clip, base } = await film(painter, job.params, job.picture("image").rgb);
    return {
      made: [...framesOf(frames), ...(await clipOf(painter, job, clip))],
      facts: { ...painter.facts(way, base), frames: frames.length },
      warnings: painter.warnings,
    };
  },
});

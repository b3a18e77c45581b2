import { writeFile } from "node:fs/promises";
import path from "node:path";
import { bareMesh } from "../../engines/comfy/bare-files";
import { PassError } from "../../engines/engine";
import { blank, type Picture, type Rgb, toByte } from "../../geometry/pixels";
import { resample } from "../../geometry/resample";
import type { GraphBuilder } from "../../graph/builder";
import type { Out } from "../../graph/out";
import type { PassJob, PassResult } from "../work";
import { chooseBase } from "./base";
import { diffusionWork } from "./diffusion-work";
import { needBase, needClasses, type Variant } from "./variants";

const hunyuan = ["hunyuan3d"] as const;
const core = [
  ...["ImageOnlyCheckpointLoader", "CLIPVisionEncode", "Hunyuan3Dv2Conditioning", "Hunyuan3Dv2ConditioningMultiView"],
  ...["EmptyLatentHunyuan3Dv2", "VAEDecodeHunyuan3D", "VoxelToMesh", "SaveGLB"],
];
const variants: readonly Variant[] = [
  {
    id: "hunyuan3d",
    title: "Hunyuan3D 2, core nodes",
    lacks: (state) => [
      ...needClasses(state, core),
      ...needBase(state, hunyuan, "Hunyuan3D 2, such as hunyuan3d-dit-v2_fp16.safetensors"),
    ],
  },
];

/** px of the square the model looks at; twice its own size, so that nothing is lost. */
const side = 1024;
/** Air around the subject, as the model was taught. */
const air = 0.08;

/** On white, square, in the middle: what is transparent is no part of the thing. */
const onWhite = ({ rgb, alpha }: Picture): Rgb => {
  const inner = Math.round(side * (1 - 2 * air));
  const scale = inner / Math.max(rgb.width, rgb.height);
  const [width, height] = [rgb.width, rgb.height].map((each) => Math.max(1, Math.round(each * scale)));
  const [w, h] = [width ?? 1, height ?? 1];
  const small = resample(rgb, w, h);
  const seen = alpha && resample(alpha, w, h);
  const out = blank(side, side, 3, 255);
  const [x0, y0] = [Math.floor((side - w) / 2), Math.floor((side - h) / 2)];
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      const share = seen ? (seen.data[y * w + x] ?? 0) / 255 : 1;
      for (let c = 0; c < 3; c++)
        out.data[((y0 + y) * side + x0 + x) * 3 + c] = toByte(
          255 + ((small.data[(y * w + x) * 3 + c] ?? 0) - 255) * share,
        );
    }
  return out;
};

const sides = ["left", "back", "right"] as const;
type Views = { front: string } & Partial<Record<(typeof sides)[number], string>>;

const look = (g: GraphBuilder, clip_vision: Out<"CLIP_VISION">, views: Views) => {
  const encode = (image: string, id: string) => {
    const [picture] = g.add(`picture ${id}`, "LoadImage", { image }, "Reading the picture");
    return g.add(`look ${id}`, "CLIPVisionEncode", { clip_vision, image: picture, crop: "none" }, "Looking at it")[0];
  };
  const front = encode(views.front, "front");
  const others = sides.flatMap((each) => {
    const name = views[each];
    return name === undefined ? [] : [[each, encode(name, each)] as const];
  });
  return others.length === 0
    ? g.add("words", "Hunyuan3Dv2Conditioning", { clip_vision_output: front })
    : g.add("words", "Hunyuan3Dv2ConditioningMultiView", { front, ...Object.fromEntries(others) });
};

const viewsOf = async (job: PassJob<"image-to-mesh">, put: (rgb: Rgb) => Promise<string>): Promise<Views> => {
  const views: Views = { front: await put(onWhite(job.picture("image"))) };
  for (const each of sides) {
    const [picture] = job.pictures(each);
    if (picture) views[each] = await put(onWhite(picture));
  }
  return views;
};

export const imageToMesh = diffusionWork({
  pass: "image-to-mesh",
  algorithm: "a mesh from pictures",
  variants,
  less: ({ params }) => (params.detail > 128 ? ["smaller"] : []),
  paint: async (painter, job, way): Promise<PassResult<"image-to-mesh">> => {
    const { params } = job;
    const base = chooseBase(painter.models, { model: params.model, vae: "" }, { families: hunyuan });
    painter.usesBase(base);
    const views = await viewsOf(job, (rgb) => painter.put(rgb));
    const several = sides.some((each) => views[each] !== undefined);
    // One made for single pictures takes further ones without a word and gives nonsense.
    if (several && !/mv/i.test(base.main.file))
      painter.warnings.push(
        `${base.main.file} may know one view only: for several sides take a model with “mv” in its name.`,
      );
    const detail = painter.thrift.smaller ? 128 : params.detail;
    painter.seed("main", params.seed);
    painter.samples("euler", "normal", []);
    const given = await painter.fetchFile({
      stage: "main",
      build: (g) => {
        const [model, clip_vision, vae] = g.add(
          "load",
          "ImageOnlyCheckpointLoader",
          { ckpt_name: base.main.file },
          "Loading the model",
        );
        const [positive, negative] = look(g, clip_vision, views);
        const { steps, cfg, seed, latents, threshold, surface } = params;
        const [latent_image] = g.add("space", "EmptyLatentHunyuan3Dv2", { resolution: latents, batch_size: 1 });
        const how = { seed, steps, cfg, sampler_name: "euler", scheduler: "normal", denoise: 1 } as const;
        const all = { model, positive, negative, latent_image, ...how };
        const [samples] = g.add("shape", "KSampler", all, "Shaping the mesh");
        const cells = { num_chunks: 8_000, octree_resolution: detail };
        const [voxel] = g.add("decode", "VAEDecodeHunyuan3D", { samples, vae, ...cells }, "Filling the space");
        const [mesh] = g.add("surface", "VoxelToMesh", { voxel, algorithm: surface, threshold }, "Finding the surface");
        g.add("save", "SaveGLB", { mesh, filename_prefix: "" }, "Saving");
        return [{ node: "save", kind: "file" }];
      },
    });
    const bare = bareMesh(given);
    if (!bare) throw new PassError("engine", "now", "What the image server gave is no mesh.");
    if (bare.triangles === 0)
      throw new PassError(
        "bad-input",
        "elsewhere",
        "The mesh is empty: nothing in the picture was sure enough. Cut the subject out of its background, or lower the threshold.",
      );
    const file = path.join(job.folder, "mesh.glb");
    await writeFile(file, bare.bytes);
    const { points, triangles } = bare;
    return {
      made: [{ slot: "mesh", label: "Mesh", file }],
      facts: { ...painter.facts(way, base), points, triangles, detail },
      warnings: painter.warnings,
    };
  },
});

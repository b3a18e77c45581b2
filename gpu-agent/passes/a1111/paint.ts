import { createHash } from "node:crypto";
import type { PassId } from "../../../contract/passes/catalogue";
import { MadeWith } from "../../../contract/recipe/made-with";
import { type A1111Server, nameOf } from "../../engines/a1111/a1111-server";
import type { A1111State } from "../../engines/a1111/look";
import { decode, decodePreview, encode } from "../../engines/a1111/picture";
import type { Done } from "../../engines/a1111/runner";
import { PassError } from "../../engines/engine";
import type { Grey, Picture, Pixels, Rgb } from "../../geometry/pixels";
import { resample } from "../../geometry/resample";
import { agentVersion } from "../../version";
import type { Painting } from "../diffusion/prepare";
import type { PassJob } from "../work";
import { type Compiled, compile, type Wish } from "./compile";

export const variant = "a1111";

type Given = Wish & {
  /** What is repainted, at the size of the wish, and where. */
  source?: Rgb;
  mask?: Grey;
  /** Pictures of the slot `controls`, at any size; the part that is painted, if it is a part. */
  controls: readonly Picture[];
};
export type Painted = { rgb: Rgb; facts: Record<string, unknown>; warnings: string[] };

/** One picture by the server: compiled, run, checked against what was asked, and put on record. Rejects with a PassError. */
export const paint = async <Id extends PassId>(
  job: PassJob<Id>,
  server: A1111Server,
  state: A1111State,
  params: Painting,
  given: Given,
): Promise<Painted> => {
  const compiled = compile(params, state, given);
  const inputs = new Map<string, string>();
  const put = async (name: string, pixels: Pixels) => {
    const { base64, png } = await encode(pixels);
    inputs.set(name, createHash("sha256").update(png).digest("hex"));
    return base64;
  };
  const pictures = {
    ...(given.source && { init_images: [await put("source", given.source)] }),
    ...(given.mask && { mask: await put("mask", given.mask) }),
  };
  const units = await unitsOf(compiled, given, put);
  const scripts = units.length ? { alwayson_scripts: { ControlNet: { args: units } } } : {};
  let previewAt = 0;
  const done = await server.runner.run(
    { route: compiled.route, body: { ...compiled.body, ...pictures, ...scripts } },
    {
      signal: job.signal,
      onTick: ({ fraction, label, preview }) => {
        job.progress(fraction, label);
        if (!preview || performance.now() - previewAt < 1_000) return;
        previewAt = performance.now();
        void decodePreview(preview).then((rgb) => rgb && !job.signal.aborted && job.progress(fraction, label, rgb));
      },
    },
  );
  const rgb = await decode(done.image, given);
  requireSameModel(compiled, done);
  const seed = done.info.seed ?? done.info.all_seeds[0] ?? params.seed;
  return {
    rgb,
    facts: factsOf({ compiled, state, done, seed, inputs }),
    warnings: [
      ...compiled.warnings,
      ...(seed === params.seed ? [] : [`The server painted with seed ${seed} instead of ${params.seed}.`]),
    ],
  };
};

const unitsOf = async (
  { controls }: Compiled,
  { source, controls: pictures, width, height }: Given,
  put: (name: string, pixels: Pixels) => Promise<string>,
) => {
  const units: Record<string, unknown>[] = [];
  for (const [at, { use, units: made }] of controls.entries()) {
    const picture = use.picture === null ? source : pictures[use.picture]?.rgb;
    if (!picture)
      throw new PassError(
        "bad-input",
        "never",
        use.picture === null
          ? `Control “${use.type}”: there is no picture to take it from. Choose one.`
          : `Control “${use.type}”: its picture ${use.picture + 1} was not given.`,
      );
    const image = await put(`control ${at + 1}`, resample(picture, width, height));
    for (const unit of made) units.push({ ...unit, image });
  }
  return units;
};

/** A server that does not find the model it was told paints with the one it has, and says nothing. */
const requireSameModel = ({ checkpoint }: Compiled, { info }: Done): void => {
  const { sd_model_hash: hash, sd_model_name: name } = info;
  const stem = (text: string) =>
    text
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.\w+$/, "")
      .toLowerCase();
  const other =
    checkpoint.hash && hash
      ? !checkpoint.hash.startsWith(hash) && !hash.startsWith(checkpoint.hash)
      : name
        ? stem(name) !== stem(checkpoint.file.file)
        : false;
  if (other)
    throw new PassError(
      "engine",
      "elsewhere",
      `The image server painted with ${name ?? hash} instead of ${checkpoint.file.file}: it could not load it. Reload its list of models.`,
    );
};

type Record_ = { compiled: Compiled; state: A1111State; done: Done; seed: number; inputs: ReadonlyMap<string, string> };

/** For the record of the version: what every engine says, and this one's own words. Pictures stand in it by their hashes. */
const factsOf = ({ compiled, state, done, seed, inputs }: Record_): Record<string, unknown> => {
  const { sampling, models, base, checkpoint, body, route } = compiled;
  const version = done.info.version ? nameOf({ ...state, version: done.info.version }) : nameOf(state);
  return {
    madeWith: MadeWith.parse({
      format: 1,
      engine: { kind: "a1111", version, device: "", flags: state.flags },
      ...{ agentVersion, variant, family: checkpoint.file.family ?? null, degraded: 0 },
      models: models.map(({ role, file, family, sha256 }) => ({ role, file, family, sha256 })),
      inputs: [...inputs].map(([name, sha256]) => ({ name, sha256 })),
      seeds: [{ stage: "main", seed }],
      sampler: { name: sampling.sampler_name, scheduler: sampling.scheduler ?? "" },
      // There is no graph: the request stands beside it.
      graphs: [],
    } satisfies MadeWith),
    a1111: {
      ...{ route, request: body, units: compiled.controls.flatMap(({ units }) => units) },
      infotext: done.info.infotexts[0] ?? "",
      modelHash: done.info.sd_model_hash ?? checkpoint.hash ?? "",
      ...{ seed, seconds: done.seconds, taskId: done.taskId, family: base.family },
    },
  };
};

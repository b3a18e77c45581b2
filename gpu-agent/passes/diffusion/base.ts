import { findModel, parseModelRef } from "../../../contract/engine/model-ref";
import { familyTitles, type ModelFamily, type ModelFile, type ModelRole } from "../../../contract/engine/report";
import { PassError } from "../../engines/engine";

/** What paints: a checkpoint with everything in it, or a diffusion model with its encoders and VAE beside it. */
export type Base = {
  family: ModelFamily;
  main: ModelFile;
  /** Only of a split one: two for Flux, one for the others. */
  encoders: ModelFile[];
  /** Its own, or the one the recipe names. */
  vae: ModelFile | undefined;
};

const paints: readonly ModelFamily[] = ["sd15", "sd2", "sdxl", "sd3", "flux", "qwen"];
const encodersOf: Partial<Record<ModelFamily, readonly RegExp[]>> = {
  flux: [/clip_l|clip-l|ViT-L/i, /t5xxl|t5-xxl|t5/i],
  qwen: [/qwen/i],
  wan: [/umt5/i],
};
const vaesOf: Partial<Record<ModelFamily, RegExp>> = {
  flux: /^(.*[\\/])?(ae|flux).*\.(safetensors|sft)$/i,
  qwen: /qwen/i,
  wan: /wan/i,
};
export const encoderWords: Partial<Record<ModelFamily, string>> = {
  flux: "clip_l and t5xxl",
  qwen: "qwen_2.5_vl_7b",
  wan: "umt5_xxl",
};

export const ofRole = (models: readonly ModelFile[], role: ModelRole): ModelFile[] =>
  models.filter((model) => model.role === role && model.unusable === null);

/** Everything on this server that can paint, checkpoints first. A file whose family nobody knows counts as SD 1.5. */
export const basesOf = (models: readonly ModelFile[], families: readonly ModelFamily[] = paints): Base[] => {
  const whole = ofRole(models, "checkpoint").map(
    (main): Base => ({ family: main.family ?? "sd15", main, encoders: [], vae: undefined }),
  );
  const split = ofRole(models, "diffusion-model").flatMap((main): Base[] => {
    const family = main.family;
    const wanted = family && encodersOf[family];
    const vae = family && ofRole(models, "vae").find(({ file }) => vaesOf[family]?.test(file));
    if (!family || !wanted || !vae) return [];
    const encoders = wanted.map((pattern) => ofRole(models, "text-encoder").find(({ file }) => pattern.test(file)));
    return encoders.every((each) => each !== undefined) ? [{ family, main, encoders, vae }] : [];
  });
  return [...whole, ...split].filter(({ family }) => families.includes(family));
};

const refuse = (message: string) => new PassError("bad-input", "never", message);
const lacking = (message: string) => new PassError("missing", "elsewhere", message);

/**
 * The base a recipe names, or the first that fits: one made for inpainting where that is wanted, otherwise one that is
 * not. Throws missing for a file that is not here, bad-input for one that cannot paint.
 */
export const chooseBase = (
  models: readonly ModelFile[],
  given: { model: string; vae: string },
  { inpainting = false, families }: { inpainting?: boolean; families?: readonly ModelFamily[] } = {},
): Base => {
  const bases = basesOf(models, families);
  const vae = given.vae ? requireModel(models, "vae", given.vae, "VAE") : undefined;
  const withVae = (base: Base) => (vae ? { ...base, vae } : base);
  if (!given.model) {
    const fitting = bases.find(({ main }) => main.inpainting === inpainting) ?? bases[0];
    if (!fitting) throw lacking("The image server has no model that can do this.");
    return withVae(fitting);
  }
  const candidates = [...models].filter(({ role }) => role === "checkpoint" || role === "diffusion-model");
  const file = findModel(given.model, candidates);
  if (!file) throw lacking(`The image server does not have the model ${parseModelRef(given.model).file}.`);
  if (file.unusable) throw refuse(`${file.file} cannot be used: ${file.unusable}.`);
  const base = bases.find(({ main }) => main === file);
  if (base) return withVae(base);
  const encoders = file.family && encoderWords[file.family];
  throw encoders && file.role === "diffusion-model"
    ? lacking(`${file.file} needs its text encoders (${encoders}) and VAE on the same server.`)
    : refuse(`${file.file} cannot do this${file.family ? `: it is a ${familyTitles[file.family]} model` : ""}.`);
};

/** The file a reference means. Throws missing with its name. */
export const requireModel = (models: readonly ModelFile[], role: ModelRole, ref: string, title: string): ModelFile => {
  const found = findModel(
    ref,
    models.filter((model) => model.role === role),
  );
  if (!found) throw lacking(`The image server does not have the ${title} ${parseModelRef(ref).file}.`);
  if (found.unusable) throw refuse(`${title} ${found.file} cannot be used: ${found.unusable}.`);
  return found;
};

/** Refuses a LoRA, ControlNet or the like that is known to be of another family (B5). */
export const requireFamily = (file: ModelFile, { family, main }: Base, title: string): void => {
  if (!file.family || file.family === family) return;
  throw refuse(
    `${title} ${file.file} is made for ${familyTitles[file.family]}, the model ${main.file} is ${familyTitles[family]}. Choose one of the same family.`,
  );
};

/** px a family was trained at. */
export const nativeSide: Readonly<Record<ModelFamily, number>> = {
  ...{ sd15: 512, sd2: 768, sdxl: 1024, sd3: 1024, flux: 1024, qwen: 1024, wan: 832, hunyuan3d: 1024 },
};
/** Sides have to be a multiple of this. */
export const multipleOf = (family: ModelFamily): number =>
  family === "flux" || family === "qwen" || family === "sd3" ? 16 : 8;

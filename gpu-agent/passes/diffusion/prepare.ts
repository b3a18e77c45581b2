import type { ParamsOf } from "../../../contract/passes/catalogue";
import type { Identity, LoraUse } from "../../../contract/passes/diffusion";
import { PassError } from "../../engines/engine";
import type { Picture, Rgb } from "../../geometry/pixels";
import { resample } from "../../geometry/resample";
import { choicesOf } from "../../graph/object-info";
import { type Base, chooseBase, requireFamily, requireModel } from "./base";
import { type FoundControl, findControl } from "./control-part";
import { chooseIdentity, type FoundIdentity } from "./identity-part";
import type { FoundLora } from "./load-part";
import type { PaintSpec } from "./paint-graph";
import type { Painter } from "./painter";
import { samplingOf } from "./sampling";

/** Parameters every painting pass has. */
export type Painting = Pick<
  ParamsOf<"txt2img">,
  | "prompt"
  | "negative"
  | "steps"
  | "cfg"
  | "sampler"
  | "schedule"
  | "model"
  | "vae"
  | "loras"
  | "controls"
  | "identity"
  | "guidance"
  | "clipSkip"
  | "seed"
>;
// biome-ignore lint/suspicious/noExplicitAny: any pass that paints; its parameters are given beside it
type AnyPainter = Painter<any>;
type Pictures = { controls: readonly Picture[]; references: readonly Picture[] };

const refuse = (message: string) => new PassError("bad-input", "never", message);

/** Two characters' LoRAs that count everywhere mix hair, face and clothes: they need regions (A40). */
export const requireOneCharacter = (loras: readonly LoraUse[]): void => {
  const owners = new Set(loras.flatMap(({ characterId }) => characterId ?? []));
  if (owners.size > 1)
    throw refuse(
      "LoRAs of two characters would mix their faces and clothes. Give each a region of its own: Render frame does.",
    );
};

export const findLoras = (painter: AnyPainter, base: Base, loras: readonly LoraUse[]): FoundLora[] =>
  loras
    .filter(({ weight }) => weight !== 0)
    .map((use) => {
      const file = requireModel(painter.models, "lora", use.file, "LoRA");
      requireFamily(file, base, "LoRA");
      painter.uses(file);
      return { file, use };
    });

/** The spec of a picture of this size, all but where it begins: models found and checked, pictures handed over. */
export const prepare = async (
  painter: AnyPainter,
  params: Painting,
  {
    source,
    pictures,
    width,
    height,
    ...wish
  }: {
    /** What controls take that name no picture of their own. */
    source?: Rgb;
    pictures: Pictures;
    width: number;
    height: number;
    inpainting?: boolean;
  },
): Promise<Omit<PaintSpec, "start" | "denoise">> => {
  requireOneCharacter(params.loras);
  const base = chooseBase(painter.models, params, {
    ...(wish.inpainting !== undefined && { inpainting: wish.inpainting }),
  });
  painter.usesBase(base);
  if (base.main.inpainting && !wish.inpainting)
    painter.warnings.push(
      `${base.main.file} is made for inpainting: for other work its plain version gives better pictures.`,
    );
  const sampling = samplingOf(base.family, params, choicesOf(painter.state.objects, "KSampler", "sampler_name"));
  painter.samples(sampling.sampler_name, sampling.scheduler, sampling.warnings);
  const identity = await findIdentity(painter, base, params.identity, pictures.references, "The reference");
  return {
    ...{ base, sampling, width, height },
    models: painter.models,
    loras: findLoras(painter, base, params.loras),
    clipSkip: params.clipSkip,
    guidance: params.guidance,
    prompt: params.prompt,
    negative: params.negative,
    controls: await findControls(painter, base, params, { source, pictures: pictures.controls, width, height }),
    identities: identity ? [identity] : [],
    seed: params.seed,
  };
};

const findControls = async (
  painter: AnyPainter,
  base: Base,
  { controls }: Painting,
  {
    source,
    pictures,
    width,
    height,
  }: { source: Rgb | undefined; pictures: readonly Picture[]; width: number; height: number },
): Promise<FoundControl[]> => {
  const found: FoundControl[] = [];
  for (const use of controls) {
    const given = use.picture === null ? source : pictures[use.picture]?.rgb;
    if (!given)
      throw refuse(
        use.picture === null
          ? `Control “${use.type}”: there is no picture to take it from. Choose one.`
          : `Control “${use.type}”: its picture ${use.picture + 1} was not given.`,
      );
    const { file, union } = findControl(painter.models, use, base);
    painter.uses(file);
    found.push({ use, file, union, picture: await painter.put(resample(given, width, height)) });
  }
  return found;
};

/** Undefined when no pictures are named or their weight is nothing. */
export const findIdentity = async (
  painter: AnyPainter,
  base: Base,
  identity: Identity,
  references: readonly Picture[],
  title: string,
): Promise<FoundIdentity | undefined> => {
  if (!identity.pictures.length || identity.weight === 0) return undefined;
  const way = chooseIdentity(identity.way, base, painter.state.objects, painter.models);
  const pictures: { name: string; weight: number }[] = [];
  for (const { picture, weight } of identity.pictures) {
    const given = references[picture];
    if (!given) throw refuse(`${title}: reference picture ${picture + 1} was not given.`);
    pictures.push({ name: await painter.put(given.rgb), weight });
  }
  return { identity, way, pictures, title };
};

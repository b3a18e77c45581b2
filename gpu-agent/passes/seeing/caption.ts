import { capLongestSide } from "../../../contract/passes/size";
import { PassError } from "../../engines/engine";
import { resample } from "../../geometry/resample";
import { ofRole } from "../diffusion/base";
import { diffusionWork } from "../diffusion/diffusion-work";
import { needClasses, type Variant } from "../diffusion/variants";
import type { PassResult } from "../work";
import { askFlorence, florenceOf, needFlorence } from "./florence";
import { type Looker, readPicture, words } from "./look-at";

/** Text encoders that see pictures, and the type they are loaded as. */
const seeing = ({ models }: Parameters<Variant["lacks"]>[0]) =>
  ofRole(models, "text-encoder").find(({ file }) => /qwen.*vl/i.test(file));

const variants: readonly Variant[] = [
  {
    id: "text-generate",
    title: "Core of 2026",
    lacks: (state) => [
      ...needClasses(state, ["TextGenerate"]),
      ...(seeing(state)
        ? []
        : [
            {
              what: "a text encoder that sees, such as qwen_2.5_vl_7b_fp8_scaled.safetensors",
              where: "models/text_encoders of the image server",
              how: "Put the file there; it is noticed within a minute",
            },
          ]),
    ],
  },
  { id: "florence", title: "Florence-2 (ComfyUI-Florence2)", lacks: needFlorence },
];

const describe = async (painter: Looker, picture: string, instruction: string, way: string): Promise<string> => {
  const { state } = painter;
  const model = way === "florence" ? florenceOf(state) : seeing(state);
  if (!model) throw new PassError("missing", "elsewhere", "The image server does not have its model any more.");
  painter.uses(model);
  return words(painter, "main", (g) => {
    if (way === "florence")
      return askFlorence(g, state, { model, picture, task: "more_detailed_caption", text: "" })[2];
    const [clip] = g.add("load", "CLIPLoader", { clip_name: model.file, type: "qwen_image" }, "Loading the model");
    const how = { max_length: 512, sampling_mode: "off" } as const;
    const asked = { clip, prompt: instruction, image: readPicture(g, picture), ...how };
    return g.add("look", "TextGenerate", asked, "Describing")[0];
  });
};

/** What models put around their words: their own marks, quotes, line breaks. */
const cleaned = (text: string): string =>
  text
    .replaceAll(/<\/?(s|pad|unk)>|<\|[^|]*\|>/g, " ")
    .replaceAll(/\s+/g, " ")
    .replace(/^\s*["“]|["”]\s*$/g, "")
    .trim()
    .slice(0, 4_000);

export const caption = diffusionWork({
  pass: "caption",
  algorithm: "words for a picture",
  variants,
  paint: async (painter, job, way): Promise<PassResult<"caption">> => {
    const { rgb } = job.picture("image");
    const { instruction, prefix } = job.params;
    const { width, height } = capLongestSide(rgb, 1024, 1);
    const seen = resample(rgb, width, height);
    const said = cleaned(await describe(painter, await painter.put(seen), instruction, way));
    if (!said) throw new PassError("engine", "elsewhere", "The model said nothing about this picture.");
    // Florence-2 knows one way to describe; saying so beats pretending the instruction was followed.
    const own =
      way === "florence" && instruction ? ["Florence-2 describes in its own way: the instruction was not used."] : [];
    return {
      made: [{ slot: "seen", picture: { rgb: seen } }],
      facts: { ...painter.facts(way, undefined), caption: prefix ? `${prefix}, ${said}` : said },
      warnings: [...painter.warnings, ...own],
    };
  },
});

import type { ModelFile } from "../../../contract/engine/report";
import type { ComfyState } from "../../engines/comfy/comfy-server";
import type { GraphBuilder } from "../../graph/builder";
import { choicesOf } from "../../graph/object-info";
import { needClasses, type Variant } from "../diffusion/variants";
import { readPicture } from "./look-at";
import { deviceOf } from "./needs";

const folders = ({ objects }: ComfyState) => choicesOf(objects, "Florence2ModelLoader", "model");
const isFlorence = (name: string) => /florence/i.test(name);

/** The largest Florence-2 of the server: a folder of models/LLM. */
export const florenceOf = (state: ComfyState): ModelFile | undefined => {
  const names = folders(state).filter(isFlorence);
  const best = names.find((name) => /large/i.test(name)) ?? names[0];
  return state.models.find(({ role, file }) => role === "vision-model" && file === best);
};

/** Its loader lists what is there, so nothing has to be guessed. */
export const needFlorence = (state: ComfyState): ReturnType<Variant["lacks"]> => [
  ...needClasses(state, ["Florence2ModelLoader", "Florence2Run"], "ComfyUI-Florence2"),
  ...(florenceOf(state)
    ? []
    : [
        {
          what: "a Florence-2 model such as the folder Florence-2-large-ft",
          where: "models/LLM of the image server",
          how: "Put the whole folder there (huggingface.co/microsoft/Florence-2-large-ft) and restart ComfyUI: its list is read at the start",
        },
      ]),
];

type Task = "caption_to_phrase_grounding" | "more_detailed_caption";

/** Asks Florence-2 about a picture; outputs as the class has them: picture, mask, words, data. */
export const askFlorence = (
  g: GraphBuilder,
  state: ComfyState,
  { model, picture, task, text }: { model: ModelFile; picture: string; task: Task; text: string },
) => {
  const precision = deviceOf(state) === "cuda" ? "fp16" : "fp32";
  const how = { precision, attention: "sdpa" } as const;
  const [florence2_model] = g.add(
    "look.load",
    "Florence2ModelLoader",
    { model: model.file, ...how },
    "Loading Florence-2",
  );
  // No sampling and no seed: the same picture is answered the same way.
  const steady = { fill_mask: false, keep_model_loaded: false, max_new_tokens: 1024, num_beams: 3, do_sample: false };
  const asked = { image: readPicture(g, picture), florence2_model, text_input: text, task, ...steady };
  return g.add("look", "Florence2Run", asked, task === "more_detailed_caption" ? "Describing" : "Looking for it");
};

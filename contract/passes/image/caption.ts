import { z } from "zod";
import { definePass, type FieldHelp } from "../define";

/** Words for a picture (C42, D21). They come as the fact `caption`; the output is the picture as the model saw it. */
export const caption = definePass({
  id: "caption",
  version: 1,
  title: "Caption",
  verb: "Queue caption",
  summary: "Describes the picture in words, for a data set or a prompt.",
  group: "control",
  params: z.object({
    instruction: z
      .string()
      .max(4_000)
      .default("Describe this image in lower case, connected with commas.")
      .meta({ title: "Instruction", control: "prompt" } satisfies FieldHelp),
    prefix: z
      .string()
      .max(400)
      .default("")
      .meta({ title: "Prefix", help: "a 3d animated character" } satisfies FieldHelp),
  }),
  inputs: { image: { kind: "image", title: "Picture" } },
  outputs: { seen: { kind: "debug", title: "What was seen" } },
  needs: () => ({}),
});

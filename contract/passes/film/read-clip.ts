import { z } from "zod";
import { definePass } from "../define";

export const readClip = definePass({
  id: "read-clip",
  version: 1,
  title: "Read clip",
  verb: "Read the clip",
  summary: "Counts the frames of a clip, measures how sharp each one is and draws contact sheets to scrub through.",
  over: "clip",
  group: "film",
  params: z.object({}),
  inputs: { clip: { kind: "clip", title: "Clip" } },
  outputs: { sheet: { kind: "debug", title: "Contact sheet", many: true } },
  needs: () => ({}),
});

import { z } from "zod";
import { idOf } from "../../ids";
import { definePass, type FieldHelp } from "../define";

/** Pictures read in one job. */
export const mostPictures = 50;

export const readFaces = definePass({
  id: "read-faces",
  version: 1,
  title: "Read faces",
  verb: "Read the faces",
  summary:
    "Finds faces and the way they look, roughly, from landmarks; with a face model of the team's own also whom they resemble.",
  over: "pictures",
  group: "face",
  params: z.object({
    search: z
      .enum(["upright", "auto", "all"])
      .default("upright")
      .meta({
        title: "Search",
        help: "“Thorough” also looks for small and tilted faces beside a large one; it takes up to ten times as long",
        choices: { upright: "Upright faces", auto: "Also lying and upside down", all: "Thorough" },
      } satisfies FieldHelp),
    /** What the answer is for; a node does not read it. In the order of the pictures. */
    of: z
      .discriminatedUnion("kind", [
        z.object({
          kind: z.literal("package"),
          packageId: idOf("package"),
          images: z
            .array(z.object({ imageId: idOf("packageImage"), autoPlace: z.boolean() }))
            .min(1)
            .max(mostPictures),
        }),
        z.object({ kind: z.literal("versions"), versionIds: z.array(idOf("version")).min(1).max(mostPictures) }),
      ])
      .optional()
      .meta({ title: "For", control: "own screen" } satisfies FieldHelp),
  }),
  inputs: { picture: { kind: "file", title: "Picture", many: true } },
  outputs: { sheet: { kind: "debug", title: "Faces, upright", optional: true } },
  needs: () => ({}),
});

import { z } from "zod";
import { idOf } from "../../ids";
import { slotIds } from "../../profile/angles";
import { clipLimits } from "../../profile/clip";
import { definePass, type FieldHelp } from "../define";
import { Box } from "../parts";

/** A frame number, counted from 0. */
export const FrameNumber = z
  .number()
  .int()
  .min(0)
  .max(clipLimits.frames - 1);

export const grabFrames = definePass({
  id: "grab-frames",
  version: 1,
  title: "Grab frames",
  verb: "Grab the frames",
  summary: "Takes exact frames out of a clip as lossless pictures, whole or cropped.",
  over: "clip",
  group: "film",
  params: z.object({
    frames: z
      .array(FrameNumber)
      .max(clipLimits.grabs)
      .default([])
      .meta({
        title: "Frames",
        help: "Frame numbers, counted from 0",
        control: "own screen",
      } satisfies FieldHelp),
    crop: Box.optional().meta({
      title: "Crop",
      help: "Without a box the whole frame is taken",
      unit: "px",
      control: "box",
    } satisfies FieldHelp),
    /** Where the studio puts them; a node does not read it. Slots by frame number, the rest become candidates. */
    into: z
      .object({
        clipId: idOf("clip"),
        packageId: idOf("package"),
        slots: z.record(z.string().regex(/^\d{1,6}$/), z.enum(slotIds)).default({}),
        source: z.string().max(300).default(""),
        licence: z.string().max(300).default(""),
        consent: z.boolean().default(false),
        depicts: z.enum(["unknown", "person", "drawn", "rendered", "generated"]).default("unknown"),
      })
      .optional()
      .meta({ title: "Package", control: "own screen" } satisfies FieldHelp),
  }),
  inputs: { clip: { kind: "clip", title: "Clip" } },
  outputs: { frame: { kind: "picture", title: "Frame", many: true } },
  needs: () => ({}),
});

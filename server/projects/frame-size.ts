import { z } from "zod";
import { frameSide } from "@/contract/frame-size";

const side = (which: string) => {
  const { least, most } = frameSide;
  return z
    .number(`The ${which} is a whole number of pixels.`)
    .int(`The ${which} is a whole number of pixels.`)
    .min(least, `The ${which} is at least ${least} pixels.`)
    .max(most, `The ${which} is at most ${most.toLocaleString("en")} pixels.`);
};

/** A film's frame as verbs take it, in pixels. */
export const frameWidth = side("width");
export const frameHeight = side("height");

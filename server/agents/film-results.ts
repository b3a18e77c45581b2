import { keepFrames } from "@/server/clips/keep-frames";
import { keepReading } from "@/server/clips/keep-reading";
import type { ResultEffect } from "./result-effect";
import { keepOutputs } from "./stage-outputs";

/** What was read of a clip: its facts and sheets stand with the clip. */
export const clipWasRead: ResultEffect = async (ctx, job, result) => {
  const outputs = await keepOutputs(ctx, job, result);
  await keepReading(
    ctx,
    job,
    result.facts,
    outputs.map(({ mediaId }) => mediaId),
  );
};

/** Grabbed frames go into the package they were asked for, with the clip and the frame they are from. */
export const framesWereGrabbed: ResultEffect = async (ctx, job, result) => {
  await keepFrames(ctx, job, await keepOutputs(ctx, job, result));
};

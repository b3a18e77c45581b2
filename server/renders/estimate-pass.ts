import { z } from "zod";
import { idOf } from "@/contract/ids";
import { findPass } from "@/contract/passes/catalogue";
import { refusals, restsBecause } from "@/contract/passes/match";
import { parseParams } from "@/contract/passes/params";
import type { Guess } from "@/contract/queue/estimate";
import { mostCells } from "@/contract/queue/grid";
import { requireMay, type StudioContext } from "@/server/context";
import { BadInputError } from "@/server/errors";
import { mediaOf } from "@/server/media/media-of";
import { estimates } from "@/server/queue/estimate";
import { readQueueNodes } from "@/server/queue/explain-waiting";
import { versionOrThrow } from "@/server/storyboard/access";

export const EstimatePass = z.object({
  versionId: idOf("version"),
  pass: z.string().max(60),
  params: z.record(z.string(), z.unknown()).default({}),
  roughAllowed: z.boolean().default(false),
  count: z.number().int().min(1).max(mostCells).default(1),
});

export type PassEstimate = {
  /** Seconds of one job on the node that knows it best; null when the pass was never done here. */
  each: Guess | null;
  /** Seconds until all are done when they begin now, shared by the nodes that take work now; null without history or node. */
  all: { seconds: number; low: number; high: number } | null;
  /** Names of the nodes that could take them now. */
  nodes: string[];
};

/** How long a pass over a version would take, once or many times, before anything is queued. */
export async function estimatePass(ctx: StudioContext, input: z.input<typeof EstimatePass>): Promise<PassEstimate> {
  requireMay(ctx, "queue passes");
  const { versionId, pass: passId, params, roughAllowed, count } = EstimatePass.parse(input);
  const pass = findPass(passId);
  if (!pass) throw new BadInputError(`There is no pass called “${passId}”`, "pass");
  const version = await versionOrThrow(ctx, versionId);
  const { width, height } = await mediaOf(ctx, version.mediaId);
  const parsed = parseParams(pass, params);
  // Half filled in, the form is worth an answer all the same.
  const needs = "problems" in parsed ? {} : pass.needs(parsed.params);
  const like = {
    ...{ pass: pass.id, models: needs.models ?? [] },
    megapixels: width && height ? (width * height) / 1e6 : null,
  };
  const [team, known] = await Promise.all([readQueueNodes(ctx), estimates(ctx)]);
  const ask = { pass: pass.id, version: pass.version, roughAllowed, needs, projectId: version.projectId };
  const now = new Date();
  const able = team.filter(
    (node) => !node.away && !node.rest && !restsBecause(node, now) && refusals(ask, node.report).length === 0,
  );
  const guesses = able.flatMap(({ id }) => known.of(like, id) ?? []);
  const shared = (seconds: (guess: Guess) => number) =>
    Math.max(
      count / guesses.reduce((rate, guess) => rate + 1 / Math.max(0.05, seconds(guess)), 0),
      seconds(best(guesses)),
    );
  return {
    each: guesses.length > 0 ? best(guesses) : (known.of(like) ?? null),
    all:
      guesses.length === 0
        ? null
        : { seconds: shared((one) => one.seconds), low: shared((one) => one.low), high: shared((one) => one.high) },
    nodes: able.map(({ name }) => name),
  };
}

const best = (guesses: readonly Guess[]): Guess => guesses.reduce((a, b) => (b.seconds < a.seconds ? b : a));

import { readFaces } from "@/contract/passes/faces/read-faces";
import { FacesFactsShape } from "@/contract/profile/face-facts";
import { BadInputError } from "@/server/errors";
import { keepVersionFaces, rematchCast } from "@/server/likeness/keep-faces";
import { keepPackageFaces } from "@/server/profiles/read-faces";
import type { ResultEffect } from "./result-effect";
import { keepOutputs } from "./stage-outputs";

/** Faces a node found stand with what they were read for: pictures of a package, or versions of shots. */
export const facesWereRead: ResultEffect = async (ctx, job, result) => {
  await keepOutputs(ctx, job, result);
  const parsed = FacesFactsShape.safeParse(result.facts);
  if (!parsed.success) throw new BadInputError(`What was read of the faces does not hold: ${parsed.error.message}`);
  const { of } = readFaces.params.parse(job.recipe.params);
  if (of?.kind === "package") {
    const characterId = await keepPackageFaces(ctx, job, of, parsed.data);
    if (characterId) await rematchCast(ctx, characterId);
  }
  if (of?.kind === "versions") await keepVersionFaces(ctx, job, of.versionIds, parsed.data);
};

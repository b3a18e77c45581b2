import type { StudioContext } from "../../server/context";
import { createEnvironment } from "../../server/environments/create";
import { addEnvironmentImages } from "../../server/environments/images";
import { addState } from "../../server/environments/states";
import type { Manifest } from "./manifest";
import { bring } from "./people";

/** The place with its states, their lights, plates and panorama. Answers the states' ids by name. */
export async function addPlace(ctx: StudioContext, projectId: string, place: Manifest["environment"]) {
  const { states, images, ...words } = place;
  const { id: environmentId } = await createEnvironment(ctx, { projectId, ...words });
  const stateIds = new Map<string, string>();
  for (const state of states) stateIds.set(state.name, (await addState(ctx, { environmentId, ...state })).id);
  for (const { file, state, angle, role } of images) {
    const one = { mediaId: await bring(ctx, file), stateId: stateIds.get(state) ?? null, angle, role };
    const rights = { source: "Rendered", licence: "CC0 1.0 models, rendered by scripts/sample-art" };
    await addEnvironmentImages(ctx, { environmentId, images: [{ ...one, ...rights }] });
  }
  return { environmentId, stateIds };
}

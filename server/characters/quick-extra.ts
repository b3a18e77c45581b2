import { z } from "zod";
import { idOf } from "@/contract/ids";
import { requireMay, type StudioContext } from "@/server/context";
import { createCharacter } from "./create";
import { characterFields } from "./fields";

export const QuickExtra = z.object({
  projectId: idOf("project"),
  name: characterFields.name,
  mediaId: idOf("media"),
  /** How they sound, in a line. */
  voice: characterFields.voice.shape.description.unwrap().default(""),
});
export type QuickExtra = z.input<typeof QuickExtra>;

/** Somebody seen once: a name, one picture and a line about the voice, in one act (E2). */
export async function quickExtra(ctx: StudioContext, input: QuickExtra) {
  requireMay(ctx, "edit characters and environments");
  const { projectId, name, mediaId, voice } = QuickExtra.parse(input);
  return createCharacter(ctx, {
    projectId,
    name,
    tier: "extra",
    voice: voice === "" ? {} : { description: voice },
    start: { from: "image", mediaId },
  });
}

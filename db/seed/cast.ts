import type { Slot } from "../../contract/profile/angles";
import { createCharacter } from "../../server/characters/create";
import { setCharacterStatus } from "../../server/characters/set-status";
import { updateCharacter } from "../../server/characters/update";
import { addPackageImages } from "../../server/profiles/add-images";
import { judgePackageImages } from "../../server/profiles/judge-images";
import { setPackageStatus } from "../../server/profiles/set-status";
import { signOffPackageImage } from "../../server/profiles/sign-off";
import type { Manifest } from "./manifest";
import { bring, type People } from "./people";

const rights = {
  source: "Rendered",
  licence: "CC0 1.0 models, rendered by scripts/sample-art",
  depicts: "rendered",
} as const;

/** A character with its package; the approved one's pictures are signed off and kept as its first revision. */
export async function addCharacter(people: People, projectId: string, it: Manifest["characters"][number]) {
  const { artist, supervisor } = people;
  const { hero, fullBody, slots, status, candidates, ...words } = it;
  const { id, packageId } = await createCharacter(artist, { projectId, ...words });
  const placed: { mediaId: string; slot: Slot | null }[] = [];
  for (const [slot, file] of [["full-body", fullBody], ...Object.entries(slots)] as [Slot, string][])
    placed.push({ mediaId: await bring(artist, file), slot });
  for (const file of candidates) placed.push({ mediaId: await bring(artist, file), slot: null });
  const { ids } = await addPackageImages(artist, { packageId, images: placed, ...rights, autoPlace: false });
  const standing = ids.filter((_, at) => placed[at]?.slot);
  await judgePackageImages(artist, { verdicts: standing.map((imageId) => ({ imageId, keep: true })) });
  await updateCharacter(artist, { characterId: id, heroMediaId: await bring(artist, hero) });
  await setCharacterStatus(artist, { characterId: id, status: "in review" });
  if (status === "approved") {
    for (const imageId of standing) await signOffPackageImage(supervisor, { imageId, signed: true });
    await setPackageStatus(artist, { packageId, to: "in review" });
    await setPackageStatus(supervisor, { packageId, to: "approved" });
    await setCharacterStatus(supervisor, { characterId: id, status: "approved" });
  }
  return id;
}

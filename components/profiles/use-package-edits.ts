"use client";

import { useQueryClient } from "@tanstack/react-query";
import { messageOf } from "@/components/studio/problem";
import { type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import { angleIds, readiness, type Slot, slotTitle } from "@/contract/profile/angles";
import { moved } from "./slot-layout";

export type Character = Output["characters"]["get"];
export type Outfit = Character["packages"][number];
export type PackageImage = Outfit["images"][number];
export interface Rights {
  source: string;
  licence: string;
  consent: boolean;
}

const most = 50;
const isAngle = (slot: Slot | null) => angleIds.some((angle) => angle === slot);
const placeName = (slot: Slot | null) => (slot === null ? "the candidates" : slotTitle(slot));
const say = (error: unknown) => notify({ title: messageOf(error), tone: "danger" });

/** Acts on the pictures of one outfit; a move is seen at once, and every act has an undo. */
export function usePackageEdits({ projectId, code }: Pick<Character, "projectId" | "code">, outfit: Outfit) {
  const trpc = useTRPC();
  const { profiles } = useTRPCClient();
  const queries = useQueryClient();
  const queryKey = trpc.characters.get.queryKey({ projectId, code });
  const packageId = outfit.id;

  const show = (change: (images: PackageImage[]) => PackageImage[]) =>
    queries.setQueryData(queryKey, (now) => {
      if (!now) return now;
      const packages = now.packages.map((one) => {
        if (one.id !== packageId) return one;
        const images = change(one.images);
        return { ...one, images, readiness: readiness(images.flatMap(({ slot }) => (slot ? [slot] : []))) };
      });
      return { ...now, packages };
    });
  const refresh = () => queries.invalidateQueries({ queryKey });
  /** Runs acts one after the other; whatever happens, the screen then shows what the server has. */
  const run = async (acts: () => Promise<unknown>) => {
    try {
      await acts();
      return true;
    } catch (error) {
      say(error);
      return false;
    } finally {
      await refresh();
    }
  };
  const taking = (slot: Slot | null, but?: string) =>
    isAngle(slot) ? outfit.images.find((image) => image.slot === slot && image.id !== but) : undefined;

  const move = async (imageId: string, slot: Slot | null) => {
    const image = outfit.images.find(({ id }) => id === imageId);
    if (!image || image.slot === slot) return;
    const displaced = taking(slot, imageId);
    await queries.cancelQueries({ queryKey });
    show((images) => moved(images, imageId, slot));
    if (!(await run(() => profiles.setSlot.mutate({ imageId, slot })))) return;
    const back = async () => {
      await profiles.setSlot.mutate({ imageId, slot: image.slot });
      if (displaced) await profiles.setSlot.mutate({ imageId: displaced.id, slot });
    };
    notify({
      title: `Moved to ${placeName(slot)}`,
      ...(displaced ? { description: "The picture that was there is among the candidates." } : {}),
      undo: () => void run(back),
    });
  };

  /** Puts pictures in: the first into an angle and the rest to the candidates, or all into a close-up slot. */
  const add = async (mediaIds: readonly string[], slot: Slot | null, rights: Rights) => {
    const displaced = taking(slot);
    const images = mediaIds.map((mediaId, at) => ({ mediaId, slot: isAngle(slot) && at > 0 ? null : slot }));
    const ids: string[] = [];
    const put = async () => {
      for (let at = 0; at < images.length; at += most)
        ids.push(
          ...(await profiles.addImages.mutate({ packageId, images: images.slice(at, at + most), ...rights })).ids,
        );
    };
    if (!(await run(put))) return;
    const back = async () => {
      for (const imageId of ids) await profiles.removeImage.mutate({ imageId });
      if (displaced) await profiles.setSlot.mutate({ imageId: displaced.id, slot });
    };
    const what = ids.length === 1 ? "1 picture" : `${ids.length} pictures`;
    notify({ title: `Added ${what} to ${placeName(slot)}`, undo: () => void run(back) });
  };

  const remove = async ({ id: imageId, picture, slot, source, licence, consent }: PackageImage) => {
    await queries.cancelQueries({ queryKey });
    show((images) => images.filter(({ id }) => id !== imageId));
    if (!(await run(() => profiles.removeImage.mutate({ imageId })))) return;
    const back = () =>
      profiles.addImages.mutate({
        ...{ packageId, source, licence, consent },
        images: [{ mediaId: picture.id, slot }],
      });
    notify({ title: "Removed a picture", description: "Its file is kept.", undo: () => void run(back) });
  };

  const addOutfit = async (characterId: string, name: string): Promise<string> => {
    const { id } = await profiles.create.mutate({ characterId, name });
    await refresh();
    return id;
  };

  return { move, add, remove, addOutfit };
}

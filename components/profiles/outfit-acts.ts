import { statusWords } from "@/components/characters/statuses";
import { messageOf } from "@/components/studio/problem";
import type { useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import { type PackageStatus, packageSteps } from "@/contract/profile/package";
import type { PackageActs } from "./use-package-acts";
import type { Outfit, PackageAnswer } from "./use-package-store";

export interface OutfitWorld {
  answer: PackageAnswer;
  outfit: Outfit;
  acts: PackageActs;
  onOutfit: (id: string) => void;
  profiles: ReturnType<typeof useTRPCClient>["profiles"];
}

/** Acts on an outfit as a whole: words, order, archive, status; each with its way back. */
export function outfitActs({ answer: { character, outfits }, outfit, acts, onOutfit, profiles }: OutfitWorld) {
  const packageId = outfit.id;
  const change = async (what: string, input: Parameters<typeof profiles.update.mutate>[0]) => {
    const { before } = await profiles.update.mutate(input);
    await acts.refresh();
    acts.done({ label: what, undo: () => profiles.update.mutate({ packageId, ...before }) }, { title: what });
  };
  const orSay = (work: Promise<unknown>) =>
    void work.catch((error: unknown) => notify({ title: messageOf(error), tone: "danger" }));
  return {
    create: async (name: string) => {
      const { id } = await profiles.create.mutate({ characterId: character.id, name });
      await acts.refresh();
      onOutfit(id);
      const undo = async () => {
        await profiles.update.mutate({ packageId: id, archived: true });
        onOutfit(packageId);
      };
      acts.done({ label: "outfit", undo }, { title: `Added ${name}` });
    },
    save: (words: Pick<Outfit, "name" | "description" | "hair" | "props" | "loraName">) =>
      change("Outfit changed", { packageId, revision: outfit.revision, ...words }),
    archive: (archived: boolean) =>
      orSay(change(archived ? `Archived ${outfit.name}` : `${outfit.name} is back`, { packageId, archived })),
    shift: (by: -1 | 1) => {
      const ids = outfits.filter(({ archivedAt }) => archivedAt === null).map(({ id }) => id);
      const at = ids.indexOf(packageId);
      const other = ids[at + by];
      if (other === undefined) return;
      ids[at + by] = packageId;
      ids[at] = other;
      const order = async () => {
        const { before } = await profiles.order.mutate({ characterId: character.id, packageIds: ids });
        await acts.refresh();
        const undo = () => profiles.order.mutate({ characterId: character.id, packageIds: before });
        acts.done({ label: "order", undo }, { title: "Outfits ordered" });
      };
      orSay(order());
    },
    setStatus: (to: PackageStatus) => {
      const set = async () => {
        await acts.flush();
        const asked = { packageId, to, from: outfit.status };
        const { before, approvedRevision, warnings } = await profiles.setStatus.mutate(asked);
        await acts.refresh();
        const word = statusWords[to].label.toLowerCase();
        // An approval that is undone is withdrawn; whatever else is undone goes one step back.
        const back = packageSteps[to].some((step) => step.to === before)
          ? { undo: () => profiles.setStatus.mutate({ packageId, to: before, from: to }) }
          : undefined;
        const title =
          to === "approved" && before === "in review"
            ? `Approved as v${String(approvedRevision).padStart(3, "0")}`
            : `The package is ${to === "draft" ? "a draft again" : word}`;
        const told = { title, ...(warnings.length > 0 ? { description: warnings.join(" ") } : {}) };
        if (back) acts.done({ label: "status", ...back }, told);
        else notify(told);
      };
      orSay(set());
    },
  };
}

import type { Input, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import { type Slot, slotTitle } from "@/contract/profile/angles";
import { isAngle } from "@/contract/profile/directions";
import { lostApprovalWords } from "@/contract/profile/lost-approval";
import type { Facts, Rights } from "./package-facts";
import type { PackageImage, Store } from "./use-package-store";

type NewImage = Input["profiles"]["addImages"]["images"][number];

const most = 50;
/** Verdicts go out together: after this long without another, or at this many. */
const settleMs = 400;
const atOnce = 50;
const placeName = (slot: Slot | null) => (slot === null ? "the candidates" : slotTitle(slot));
const pictures = (count: number) => (count === 1 ? "1 picture" : `${count} pictures`);

type Step = { label: string; undo: () => Promise<unknown> };

interface World {
  packageId: string;
  store: Store;
  profiles: ReturnType<typeof useTRPCClient>["profiles"];
  /** Runs an act; says a refusal and answers undefined. Then the screen shows what the server has, and `settle` runs. */
  run: <T>(act: () => Promise<T>, settle?: () => void) => Promise<T | undefined>;
}

/** Acts on the pictures of one package: seen at once, saved behind, each with its way back. Loaded with the first. */
export function packageActs({ packageId, store, profiles, run }: World) {
  let steps: Step[] = [];
  const done = (step: Step, told?: { title: string; description?: string; id?: string }) => {
    steps.push(step);
    if (steps.length > 200) steps.shift();
    const undo = () => {
      steps = steps.filter((one) => one !== step);
      void run(step.undo);
    };
    if (told) notify({ ...told, undo });
  };

  const place = async (imageId: string, slot: Slot | null) => {
    const image = store.image(imageId);
    if (!image || image.slot === slot) return;
    const occupant = isAngle(slot) ? store.all().find((one) => one.slot === slot) : undefined;
    const swapped = occupant && isAngle(image.slot) ? image.slot : null;
    const settle = store.put([
      { id: imageId, change: { slot, keep: placedKeep(image, slot), signedOffAt: null, signedOffBy: null } },
      ...(occupant ? [{ id: occupant.id, change: { slot: swapped, signedOffAt: null, signedOffBy: null } }] : []),
    ]);
    const seen = isAngle(slot) ? [{ slot, imageId: occupant?.id ?? null }] : [];
    const answer = await run(() => profiles.place.mutate({ places: [{ imageId, slot }], seen }), settle);
    if (!answer) return;
    const other = occupant && (swapped ? `The other went to ${slotTitle(swapped)}.` : "The other is a candidate now.");
    const ended = image.signedOffAt || occupant?.signedOffAt ? "Its sign-off ended." : undefined;
    const description = [other, ended].filter(Boolean).join(" ");
    done(
      { label: "move", undo: () => profiles.place.mutate({ places: answer.before, undo: true }) },
      { title: `Moved to ${placeName(slot)}`, ...(description ? { description } : {}), id: "package-move" },
    );
  };

  // Verdicts: shown at once, sent in batches, undone in the steps they were made in.
  let waiting = new Map<string, boolean | null>();
  let settles: (() => void)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return;
    const verdicts = [...waiting].map(([imageId, keep]) => ({ imageId, keep }));
    const settled = settles;
    waiting = new Map();
    settles = [];
    await run(
      () => profiles.judge.mutate({ verdicts }),
      () => {
        for (const settle of settled) settle();
      },
    );
  };
  const show = (verdicts: readonly { imageId: string; keep: boolean | null }[]) => {
    settles.push(store.put(verdicts.map(({ imageId, keep }) => ({ id: imageId, change: { keep } }))));
    for (const { imageId, keep } of verdicts) waiting.set(imageId, keep);
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), settleMs);
    if (waiting.size >= atOnce) void flush();
  };
  const judge = (ids: readonly string[], keep: boolean | null) => {
    const changed = ids.flatMap((id) => {
      const image = store.image(id);
      return image && image.keep !== keep ? [{ imageId: id, keep: image.keep }] : [];
    });
    if (changed.length === 0) return;
    show(changed.map(({ imageId }) => ({ imageId, keep })));
    done({ label: "verdict", undo: async () => show(changed) });
  };

  const tell = async (changes: readonly { imageId: string; set: Facts }[], what: string) => {
    const named = changes.map(({ imageId, set }) => {
      const image = store.image(imageId);
      const keys = Object.keys(set) as (keyof Facts)[];
      return { imageId, set, was: Object.fromEntries(keys.map((key) => [key, image?.[key as keyof PackageImage]])) };
    });
    const settle = store.put(named.map(({ imageId, set }) => ({ id: imageId, change: seenAs(set) })));
    const answer = await run(() => profiles.tell.mutate({ changes: named }), settle);
    if (!answer) return false;
    const undo = () => profiles.tell.mutate({ changes: answer.before });
    const description = answer.lost ? { description: lostApprovalWords(answer.lost) } : {};
    done({ label: what, undo }, { title: `${what} changed`, ...description, id: "package-tell" });
    return true;
  };

  const remove = async (ids: readonly string[]) => {
    if (ids.length === 0) return;
    const imageIds = [...ids];
    const answer = await run(() => profiles.remove.mutate({ imageIds }));
    if (!answer) return;
    const undo = async () => {
      const { late } = await profiles.restore.mutate({ imageIds });
      if (late.length > 0)
        notify({
          title: `${pictures(late.length)} came back as candidates`,
          description: "Another fills the angle now.",
        });
    };
    done(
      { label: "remove", undo },
      { title: `Removed ${pictures(imageIds.length)}`, description: "Kept, and one undo away." },
    );
  };

  /** New pictures: one for an angle and the rest as candidates, or all into a close-up slot. */
  const add = async (images: readonly NewImage[], rights: Rights, autoPlace = false): Promise<string[]> => {
    const ids: string[] = [];
    const late: string[] = [];
    const put = async () => {
      for (let at = 0; at < images.length; at += most) {
        const answer = await profiles.addImages.mutate({
          ...{ packageId, images: images.slice(at, at + most), autoPlace },
          ...rights,
        });
        ids.push(...answer.ids);
        late.push(...answer.late.map(({ slot }) => slotTitle(slot)));
      }
    };
    await run(put);
    if (ids.length === 0) return ids;
    const undo = async () => {
      for (let at = 0; at < ids.length; at += most)
        await profiles.remove.mutate({ imageIds: ids.slice(at, at + most), undo: true });
    };
    done(
      { label: "add", undo },
      {
        title: `Added ${pictures(ids.length)}`,
        ...(late.length > 0
          ? { description: `${late.join(", ")} was filled by someone else meanwhile: yours is a candidate.` }
          : {}),
      },
    );
    return ids;
  };
  const addFiles = (
    mediaIds: readonly string[],
    slot: Slot | null,
    seen: string | null,
    rights: Rights,
    isPasted: boolean,
  ) => {
    const origin = isPasted ? ("paste" as const) : ("upload" as const);
    const angle = isAngle(slot) ? slot : null;
    const images = mediaIds.map((mediaId, at) => ({
      ...{ mediaId, origin, slot: angle && at > 0 ? null : slot },
      ...(angle && at === 0 ? { seen } : {}),
    }));
    // Candidates find their angle by themselves, once a node has read their faces.
    return images.length > 0 ? add(images, rights, true) : Promise.resolve([]);
  };
  /** Pictures that a dialog added by itself: they get their way back here. */
  const added = (ids: readonly string[]) =>
    done(
      { label: "add", undo: () => profiles.remove.mutate({ imageIds: [...ids], undo: true }) },
      { title: `Added ${pictures(ids.length)}` },
    );

  const signOff = async (imageId: string, signed: boolean, deviations: string) => {
    const answer = await run(() => profiles.signOff.mutate({ imageId, signed, deviations }));
    if (!answer) return;
    done(
      { label: "sign-off", undo: () => profiles.signOff.mutate({ ...answer.before, undo: true }) },
      { title: signed ? "Signed off" : "Took the sign-off back", id: "package-sign" },
    );
  };

  /** Have a node read the faces of pictures that none has read, and place candidates by them. */
  const readFaces = async () => {
    const answer = await run(() => profiles.readFaces.mutate({ packageId, autoPlace: true }));
    if (!answer) return;
    const title = answer.pictures > 0 ? `${pictures(answer.pictures)} in line to be read` : "Every picture is read";
    notify({ title, id: "package-faces" });
  };

  // An act enters the steps once the server has it: undo waits for what is on its way, or it would undo the one before.
  const underWay = new Set<Promise<unknown>>();
  const tracked =
    <Args extends unknown[], Answer>(act: (...args: Args) => Promise<Answer>) =>
    (...args: Args): Promise<Answer> => {
      const work = act(...args);
      underWay.add(work);
      void work.finally(() => underWay.delete(work));
      return work;
    };
  const undo = async () => {
    await Promise.allSettled(underWay);
    const step = steps.pop();
    if (!step) return notify({ title: "Nothing to undo on this page" });
    await run(step.undo);
  };

  return {
    ...{ place: tracked(place), tell: tracked(tell), remove: tracked(remove), signOff: tracked(signOff) },
    ...{ add: tracked(add), addFiles: tracked(addFiles), judge, added, readFaces, undo, flush, done },
  };
}

/** Placing a discarded picture chooses it again. */
const placedKeep = ({ keep }: PackageImage, slot: Slot | null) => (slot !== null && keep === false ? null : keep);

const seenAs = (set: Facts): Partial<PackageImage> => {
  const { deviations, prompt, ...rest } = set;
  const angle = set.yaw === undefined && set.pitch === undefined ? {} : { angleBy: "hand" as const };
  return {
    ...(rest as Partial<PackageImage>),
    ...(deviations === undefined ? {} : { deviations }),
    ...(prompt === undefined ? {} : { prompt }),
    ...angle,
  };
};

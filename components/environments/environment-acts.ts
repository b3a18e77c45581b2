import type { QueryClient } from "@tanstack/react-query";
import { messageOf } from "@/components/studio/problem";
import type { Input, Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";

export type Environment = Output["environments"]["get"];
export type Plate = Environment["plates"][number];
export type PlaceState = Environment["states"][number];
type Words = Partial<Pick<Environment, "name" | "description" | "kind" | "prompt">>;
type NewPicture = Input["environments"]["addImages"]["images"][number];
type StateChange = Omit<Input["environments"]["updateState"], "stateId">;
type PlateChange = Omit<Input["environments"]["updateImage"], "imageId" | "remove">;

const most = 50;
const say = (error: unknown) => notify({ title: messageOf(error), tone: "danger" });
const counted = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;
const roleWords = { plate: "plate", panorama: "panorama", depth: "depth map" } as const;

export interface ActsOn {
  environment: Environment;
  trpc: ReturnType<typeof useTRPC>;
  client: ReturnType<typeof useTRPCClient>;
  queries: QueryClient;
  /** Opens the list of places. */
  leave: () => void;
}

/** Changes to one place, its states and its pictures, each with an undo. Loaded with the first act. */
export function environmentActs({ environment, trpc, client, queries, leave }: ActsOn) {
  const { id: environmentId, projectId, code, name } = environment;
  const { environments } = client;
  const queryKey = trpc.environments.get.queryKey({ projectId, code });
  const show = (change: (now: Environment) => Partial<Environment>) =>
    queries.setQueryData(queryKey, (now) => now && { ...now, ...change(now) });
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey }),
      queries.invalidateQueries({ queryKey: trpc.environments.list.pathKey() }),
      queries.invalidateQueries({ queryKey: trpc.activity.pathKey() }),
    ]);
  /** Whatever happens to the act, the screen then shows what the server has. Undefined when it was refused. */
  const run = async <T>(act: () => Promise<T>, refused: (error: unknown) => void = say): Promise<T | undefined> => {
    try {
      return await act();
    } catch (error) {
      refused(error);
      return undefined;
    } finally {
      await refresh();
    }
  };
  const update = (change: Omit<Input["environments"]["update"], "environmentId">) =>
    run(() => environments.update.mutate({ environmentId, ...change }));
  const image = (imageId: string, change: Omit<Input["environments"]["updateImage"], "imageId">) =>
    run(() => environments.updateImage.mutate({ imageId, ...change }));
  const state = (stateId: string, change: StateChange) =>
    run(() => environments.updateState.mutate({ stateId, ...change }));

  const change = async (words: Words, what: string) => {
    const back = Object.fromEntries(Object.keys(words).map((key) => [key, environment[key as keyof Words]])) as Words;
    await queries.cancelQueries({ queryKey });
    show(() => words);
    if (await update(words))
      notify({ title: `${what} changed`, id: "environment-edit", undo: () => void update(back) });
  };
  const setHero = async (heroMediaId: string) => {
    const before = environment.hero?.id ?? null;
    if (await update({ heroMediaId }))
      notify({ title: `${name} has a new main picture`, undo: () => void update({ heroMediaId: before }) });
  };
  const archive = async () => {
    if (!(await update({ archived: true }))) return;
    leave();
    notify({ title: `Archived ${name}`, undo: () => void update({ archived: false }) });
  };

  /** `refused` may offer another way; without it the studio's words are shown. */
  const addPictures = async (pictures: readonly NewPicture[], refused?: (error: unknown) => void) => {
    const ids: string[] = [];
    const put = async () => {
      for (let at = 0; at < pictures.length; at += most)
        ids.push(
          ...(await environments.addImages.mutate({ environmentId, images: pictures.slice(at, at + most) })).ids,
        );
      return true;
    };
    if (!(await run(put, refused))) return;
    const back = async () => {
      for (const imageId of ids) await environments.updateImage.mutate({ imageId, remove: true });
    };
    const kinds = (["plate", "panorama", "depth"] as const).flatMap((role) => {
      const count = pictures.filter((one) => (one.role ?? "plate") === role).length;
      return count === 0 ? [] : [counted(count, roleWords[role])];
    });
    notify({ title: `Added ${kinds.join(" and ")}`, undo: () => void run(back) });
  };

  const changePlate = async (plate: Plate, values: PlateChange, what: string) => {
    await queries.cancelQueries({ queryKey });
    const quick = values.role === undefined && values.pairedWithId === undefined;
    if (quick)
      show(({ plates }) => ({
        plates: plates.map((one) => (one.id === plate.id ? ({ ...one, ...values } as Plate) : one)),
      }));
    if (!(await image(plate.id, values))) return;
    const before = Object.fromEntries(
      Object.keys(values).map((key) => [key, plate[key as keyof Plate] ?? (key === "whiteIsNear" ? true : null)]),
    ) as PlateChange;
    notify({ title: what, id: `plate-${plate.id}`, undo: () => void image(plate.id, before) });
  };
  const removePlate = async (plate: Plate) => {
    await queries.cancelQueries({ queryKey });
    show(({ plates }) => ({ plates: plates.filter(({ id }) => id !== plate.id) }));
    if (!(await image(plate.id, { remove: true }))) return;
    const undo = () => void image(plate.id, { remove: false });
    notify({ title: `Removed a ${roleWords[plate.role]}`, description: "Its file is kept.", undo });
  };
  const invert = async (plate: Plate) => {
    const made = await run(() => environments.invertDepth.mutate({ imageId: plate.id }));
    if (!made) return;
    const back = async () => {
      await environments.updateImage.mutate({ imageId: made.id, remove: true });
      await environments.updateImage.mutate({ imageId: made.replaced, remove: false });
    };
    notify({ title: "Inverted the depth map", description: "The old one is kept.", undo: () => void run(back) });
  };
  const turn = async (plate: Plate, seam: "middle" | "edge") => {
    const made = await run(() => environments.turnPanorama.mutate({ imageId: plate.id, seam }));
    if (!made) return;
    const title =
      seam === "middle" ? "Made a plate with the seam in its middle" : "Made a panorama with the seam at its edge";
    notify({ title, undo: () => void image(made.id, { remove: true }) });
  };

  const addState = async (timeOfDay: PlaceState["timeOfDay"], called?: string) => {
    const made = await run(() =>
      environments.addState.mutate({ environmentId, timeOfDay, ...(called ? { name: called } : {}) }),
    );
    if (made) notify({ title: `Added ${made.name}`, undo: () => void state(made.id, { removed: true }) });
    return made;
  };
  /** Quiet: a dial that is being turned says nothing at each stop, but every stop can be undone. */
  const changeState = async (before: PlaceState, values: StateChange, what: string) => {
    await queries.cancelQueries({ queryKey });
    show(({ states }) => ({
      states: states.map((one) => (one.id === before.id ? ({ ...one, ...values } as PlaceState) : one)),
    }));
    if (!(await state(before.id, values))) return;
    const back = Object.fromEntries(Object.keys(values).map((key) => [key, before[key as keyof PlaceState]]));
    notify({ title: what, id: `state-${before.id}`, undo: () => void state(before.id, back) });
  };
  const removeState = async (gone: PlaceState) => {
    await queries.cancelQueries({ queryKey });
    show(({ states }) => ({ states: states.filter(({ id }) => id !== gone.id) }));
    if (await state(gone.id, { removed: true }))
      notify({ title: `Removed ${gone.name}`, undo: () => void state(gone.id, { removed: false }) });
  };
  const orderStates = async (stateIds: string[]) => {
    const place = new Map(stateIds.map((id, n) => [id, n]));
    await queries.cancelQueries({ queryKey });
    show(({ states }) => ({
      states: [...states].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)),
    }));
    const done = await run(() => environments.orderStates.mutate({ environmentId, stateIds }));
    if (!done) return;
    const undo = () => void run(() => environments.orderStates.mutate({ environmentId, stateIds: done.before }));
    notify({ title: "States ordered", id: "state-order", undo });
  };

  const bringBack = () => update({ archived: false });
  return {
    ...{ change, setHero, archive, bringBack, addPictures, changePlate, removePlate, invert, turn },
    ...{ addState, changeState, removeState, orderStates },
  };
}

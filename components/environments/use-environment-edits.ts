"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { messageOf } from "@/components/studio/problem";
import { useProject } from "@/components/studio/project";
import { type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";

export type Environment = Output["environments"]["get"];
export type Plate = Environment["plates"][number];
type Words = Partial<Pick<Environment, "name" | "description">>;

const most = 50;
const say = (error: unknown) => notify({ title: messageOf(error), tone: "danger" });

/** Changes to one place and its plates, each with an undo. */
export function useEnvironmentEdits(environment: Environment) {
  const { id: environmentId, projectId, code, name } = environment;
  const { href } = useProject();
  const trpc = useTRPC();
  const { environments } = useTRPCClient();
  const queries = useQueryClient();
  const router = useRouter();
  const queryKey = trpc.environments.get.queryKey({ projectId, code });
  const show = (change: (now: Environment) => Partial<Environment>) =>
    queries.setQueryData(queryKey, (now) => now && { ...now, ...change(now) });
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey }),
      queries.invalidateQueries({ queryKey: trpc.environments.list.queryKey({ projectId }) }),
    ]);
  /** Whatever happens to the act, the screen then shows what the server has. */
  const run = async (act: () => Promise<unknown>) => {
    try {
      await act();
      return true;
    } catch (error) {
      say(error);
      return false;
    } finally {
      await refresh();
    }
  };
  const update = (change: Omit<Parameters<typeof environments.update.mutate>[0], "environmentId">) =>
    run(() => environments.update.mutate({ environmentId, ...change }));

  const change = async (words: Words, what: string) => {
    const back = words.name === undefined ? { description: environment.description } : { name };
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
    router.push(`${href}/environments`);
    notify({ title: `Archived ${name}`, undo: () => void update({ archived: false }) });
  };

  const addPlates = async (mediaIds: readonly string[]) => {
    const ids: string[] = [];
    const put = async () => {
      for (let at = 0; at < mediaIds.length; at += most) {
        const images = mediaIds.slice(at, at + most).map((mediaId) => ({ mediaId }));
        ids.push(...(await environments.addImages.mutate({ environmentId, images })).ids);
      }
    };
    if (!(await run(put))) return;
    const back = async () => {
      for (const imageId of ids) await environments.updateImage.mutate({ imageId, remove: true });
    };
    const what = ids.length === 1 ? "1 plate" : `${ids.length} plates`;
    notify({ title: `Added ${what}`, undo: () => void run(back) });
  };

  const nameState = async ({ id: imageId, state: before }: Plate, state: string) => {
    await queries.cancelQueries({ queryKey });
    show(({ plates }) => ({ plates: plates.map((plate) => (plate.id === imageId ? { ...plate, state } : plate)) }));
    if (!(await run(() => environments.updateImage.mutate({ imageId, state })))) return;
    const undo = () => void run(() => environments.updateImage.mutate({ imageId, state: before }));
    notify({ title: state === "" ? "State cleared" : `Plate named “${state}”`, id: "plate-state", undo });
  };

  const removePlate = async ({ id: imageId, picture, state }: Plate) => {
    await queries.cancelQueries({ queryKey });
    show(({ plates }) => ({ plates: plates.filter(({ id }) => id !== imageId) }));
    if (!(await run(() => environments.updateImage.mutate({ imageId, remove: true })))) return;
    const back = () => environments.addImages.mutate({ environmentId, images: [{ mediaId: picture.id, state }] });
    notify({ title: "Removed a plate", description: "Its file is kept.", undo: () => void run(back) });
  };

  const bringBack = () => void update({ archived: false });
  return { change, setHero, archive, bringBack, addPlates, nameState, removePlate };
}

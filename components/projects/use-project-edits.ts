"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { messageOf } from "@/components/studio/problem";
import { type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";

export type Project = Output["projects"]["get"];
type Words = Partial<Pick<Project, "name" | "description" | "defaultNegative" | "frameWidth" | "frameHeight">>;

/** Changes to a project: seen at once, put back when refused, each with an undo. */
export function useProjectEdits(project: Project) {
  const { id: projectId, slug, name } = project;
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const router = useRouter();
  const queryKey = trpc.projects.get.queryKey({ slug });

  const save = async (change: Words, back: Words) => {
    await queries.cancelQueries({ queryKey });
    queries.setQueryData(queryKey, (now) => now && { ...now, ...change });
    try {
      await client.projects.update.mutate({ projectId, ...change });
      // The sidebar, the crumbs and the frame in hand come from the server.
      if (change.name !== undefined || change.frameWidth !== undefined) router.refresh();
      return true;
    } catch (error) {
      queries.setQueryData(queryKey, (now) => now && { ...now, ...back });
      notify({ title: messageOf(error), tone: "danger" });
      return false;
    }
  };

  /** `what` as in "Name changed". */
  const change = async (words: Words, what: string) => {
    const fields = Object.keys(words) as (keyof Words)[];
    const back: Words = Object.fromEntries(fields.map((field) => [field, project[field]]));
    if (await save(words, back))
      notify({ title: `${what} changed`, id: "project-edit", undo: () => void save(back, words) });
  };

  const archive = async () => {
    try {
      await client.projects.update.mutate({ projectId, archived: true });
    } catch (error) {
      return notify({ title: messageOf(error), tone: "danger" });
    }
    await queries.invalidateQueries({ queryKey: trpc.projects.list.queryKey() });
    router.push("/projects");
    const bringBack = async () => {
      await client.projects.update.mutate({ projectId, archived: false });
      await queries.invalidateQueries({ queryKey: trpc.projects.list.queryKey() });
      router.push(`/p/${slug}/settings`);
    };
    const undo = () => void bringBack().catch((error: unknown) => notify({ title: messageOf(error), tone: "danger" }));
    notify({ title: `Archived ${name}`, description: "Everything in it is kept.", undo });
  };

  return { change, archive };
}

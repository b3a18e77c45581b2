import "server-only";
import { dehydrate } from "@tanstack/react-query";
import { TRPCError } from "@trpc/server";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { makeQueryClient } from "@/components/query-client";
import { appRouter } from "@/server/api/root";
import { createCallerFactory } from "@/server/api/trpc";
import { getViewer } from "@/server/auth/session";

const context = cache(async () => ({ viewer: await getViewer(), headers: await headers() }));
export const getQueryClient = cache(makeQueryClient);

/** What a page asks, for `answered`: `api.projects.list.queryOptions()`. */
export const api = createTRPCOptionsProxy({ ctx: context, router: appRouter, queryClient: getQueryClient });

/** What the page's queries have so far, for HydrationBoundary. */
export const dehydrated = () => dehydrate(getQueryClient());

/**
 * Waits for a page's queries: `await answered(queries.prefetchQuery(…), …)`. The answer goes to LoadBoundary as `ready`:
 * true when every one was answered, so that the page's HTML is the screen. False: one failed, and the browser asks again.
 */
export const answered = async (...asked: readonly (Promise<void> | false | null | undefined)[]): Promise<boolean> => {
  await Promise.all(asked);
  return getQueryClient()
    .getQueryCache()
    .getAll()
    .every(({ state }) => state.status === "success");
};

const callerFactory = createCallerFactory(appRouter);
/** Call a procedure and wait; for what a page needs before it can draw anything. */
export const caller = cache(async () => callerFactory(await context()));

/** Wait for an answer, or show the not-found page when there is no such thing in this team. */
export const orNotFound = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof TRPCError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
};

/** The project of an address, or the not-found page. Layout and page ask for it; the database is asked once. */
export const projectOf = cache(async (slug: string) => orNotFound((await caller()).projects.get({ slug })));

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

/** Start queries in a page without waiting: `void getQueryClient().prefetchQuery(api.projects.list.queryOptions())`. */
export const api = createTRPCOptionsProxy({ ctx: context, router: appRouter, queryClient: getQueryClient });

/** What the page's queries have so far, for HydrationBoundary. */
export const dehydrated = () => dehydrate(getQueryClient());

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

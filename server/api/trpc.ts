import { initTRPC, TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { contextOf } from "@/server/auth/request";
import type { Viewer } from "@/server/auth/viewer";
import { StudioError } from "@/server/errors";

export type ApiContext = { viewer: Viewer | null; headers: { get(name: string): string | null } };

const t = initTRPC.context<ApiContext>().create({
  errorFormatter: ({ shape, error }) => {
    const { stack: _, ...data } = shape.data;
    return {
      ...shape,
      data: { ...data, field: error.cause instanceof StudioError ? error.cause.field : firstIssue(error.cause)?.field },
    };
  },
  sse: {
    ping: { enabled: true, intervalMs: 3_000 },
    maxDurationMs: 5 * 60_000,
    client: { reconnectAfterInactivityMs: 8_000 },
  },
});

const firstIssue = (cause: unknown) => {
  const issue = cause instanceof ZodError ? cause.issues[0] : undefined;
  return issue && { message: issue.message, field: issue.path.map(String).join(".") };
};

/** Say a verb's refusal in HTTP terms; say nothing about anything unforeseen. */
const speakHttp = t.middleware(async ({ next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause, code } = result.error;
  if (cause instanceof StudioError) throw new TRPCError({ code: cause.code, message: cause.message, cause });
  const issue = firstIssue(cause);
  if (issue)
    throw new TRPCError({
      code: "BAD_REQUEST",
      message: issue.field ? `${issue.field}: ${issue.message}` : issue.message,
      cause,
    });
  if (code === "INTERNAL_SERVER_ERROR") {
    console.error(`[api] ${path}:`, cause ?? result.error);
    throw new TRPCError({
      code,
      message: "Something went wrong on the server. Nothing was changed; try again.",
      cause,
    });
  }
  return result;
});

const requireViewer = t.middleware(({ ctx, next, type }) => {
  if (!ctx.viewer) throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in to do this." });
  if (type === "mutation" && !ctx.viewer.mayWrite)
    throw new TRPCError({
      code: "FORBIDDEN",
      message: "This token may only read. Make one with the scope “write” on your account page.",
    });
  return next({ ctx: { ...ctx, viewer: ctx.viewer } });
});

// Pages and batches ask many queries for one viewer.
const kept = new WeakMap<Viewer, Map<string, Promise<unknown>>>();
const keptFor = (viewer: Viewer) => {
  const known = kept.get(viewer) ?? new Map<string, Promise<unknown>>();
  kept.set(viewer, known);
  return known;
};

const requireTeam = t.middleware(({ ctx, next, type }) => {
  const studio = ctx.viewer && contextOf(ctx.viewer);
  if (!ctx.viewer || !studio)
    throw new TRPCError({ code: "FORBIDDEN", message: "You belong to no team. Ask a manager for an invitation link." });
  const reads = type === "query" ? { kept: keptFor(ctx.viewer) } : {};
  return next({ ctx: { ...ctx, ...studio, ...reads, viewer: ctx.viewer } });
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;
export const publicProcedure = t.procedure.use(speakHttp);
export const signedInProcedure = publicProcedure.use(requireViewer);
/** The context of a verb: the person, in the team in hand. */
export const teamProcedure = signedInProcedure.use(requireTeam);

import { initTRPC, TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { clientAddress } from "@/server/auth/client-address";
import { type KnownNode, knownNodeOf } from "@/server/auth/known-nodes";
import { nodeOfToken } from "@/server/auth/node-token";
import type { StudioContext } from "@/server/context";
import { db } from "@/server/db";
import { StudioError } from "@/server/errors";
import { getStorage } from "@/server/storage";

/** All a node brings: its token. Cookies are not read here. */
export type AgentContext = { authorization: string | null; address: string };

export const agentContext = (headers: Pick<Headers, "get">): AgentContext => ({
  authorization: headers.get("authorization"),
  address: clientAddress(headers),
});

/** The context of the node a Bearer header speaks for. Throws UNAUTHORIZED. */
export const nodeContext = async (authorization: string | null): Promise<StudioContext> => {
  return contextOfNode(await nodeOfToken(db(), authorization));
};

const contextOfNode = ({ id, name, teamId }: KnownNode): StudioContext => ({
  db: db(),
  storage: getStorage(),
  teamId,
  actor: { kind: "node", id, name },
});

const t = initTRPC.context<AgentContext>().create({
  errorFormatter: ({ shape }) => {
    const { stack: _, ...data } = shape.data;
    return { ...shape, data };
  },
});

const speakHttp = t.middleware(async ({ next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause, code } = result.error;
  if (cause instanceof StudioError) throw new TRPCError({ code: cause.code, message: cause.message, cause });
  const issue = cause instanceof ZodError ? cause.issues[0] : undefined;
  if (issue)
    throw new TRPCError({
      code: "BAD_REQUEST",
      message: `${issue.path.map(String).join(".")}: ${issue.message}`,
      cause,
    });
  if (code === "INTERNAL_SERVER_ERROR") {
    console.error(`[agent api] ${path}:`, cause ?? result.error);
    throw new TRPCError({
      code,
      message: "Something went wrong in the studio. Nothing was changed; try again.",
      cause,
    });
  }
  return result;
});

const requireToken = t.middleware(async ({ ctx, next }) =>
  next({ ctx: { ...ctx, ...(await nodeContext(ctx.authorization)) } }),
);

const requireKnownToken = t.middleware(async ({ ctx, next }) =>
  next({ ctx: { ...ctx, ...contextOfNode(await knownNodeOf(db(), ctx.authorization)) } }),
);

export const agentRouterOf = t.router;
export const outsideProcedure = t.procedure.use(speakHttp);
export const nodeProcedure = outsideProcedure.use(requireToken);
/** For what is asked every few seconds and decides nothing by the token alone. */
export const askingProcedure = outsideProcedure.use(requireKnownToken);

import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { agentContext } from "./agent-trpc";
import { agentRouter } from "./routers/agent";

export type AgentRouter = typeof agentRouter;

/** Answers /api/agent/<procedure>. Bearer tokens only, so no Origin check is needed: no browser adds one by itself. */
export const handleAgent = (req: Request): Promise<Response> =>
  fetchRequestHandler({
    endpoint: "/api/agent",
    req,
    router: agentRouter,
    createContext: () => agentContext(req.headers),
  });

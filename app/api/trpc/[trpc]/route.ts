import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { contextOfCall } from "@/server/api/context";
import { foreignOrigin, sameOrigin } from "@/server/api/origin";
import { appRouter } from "@/server/api/root";

const handle = (request: Request) =>
  sameOrigin(request)
    ? fetchRequestHandler({
        endpoint: "/api/trpc",
        req: request,
        router: appRouter,
        createContext: () => contextOfCall(request),
      })
    : foreignOrigin();

export { handle as GET, handle as POST };

import { viewerOfRequest } from "@/server/auth/request";
import type { ApiContext } from "./trpc";

/** The context of an HTTP call: who asks, and the headers. */
export const contextOfCall = async (request: Request): Promise<ApiContext> => ({
  viewer: await viewerOfRequest(request),
  headers: request.headers,
});

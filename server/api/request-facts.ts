import { isLoopbackRequest } from "@/server/auth/loopback";
import { env } from "@/server/env";

type Headers = { get(name: string): string | null };

/** The address a request came from, as the server in front of us says; only for counting tries. */
export const addressOf = (headers: Headers): string =>
  headers.get("x-forwarded-for")?.split(",")[0]?.trim() || "unknown";

export const isFromThisMachine = (headers: Headers): boolean => isLoopbackRequest(headers, env().HOST);

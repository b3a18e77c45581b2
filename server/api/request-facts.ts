import { isLoopbackRequest } from "@/server/auth/loopback";
import { env } from "@/server/env";

type Headers = { get(name: string): string | null };

export const isFromThisMachine = (headers: Headers): boolean => isLoopbackRequest(headers, env().HOST);

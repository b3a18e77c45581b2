import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import type { AppRouter } from "@/server/api/root";

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

/** What a procedure answers or takes: `Output["storyboard"]["board"]`. */
export type Output = inferRouterOutputs<AppRouter>;
export type Input = inferRouterInputs<AppRouter>;

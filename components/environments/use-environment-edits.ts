"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useProject } from "@/components/studio/project";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import type { ActsOn, Environment, environmentActs } from "./environment-acts";

export type { Environment, PlaceState, Plate } from "./environment-acts";
export type Edits = ReturnType<typeof environmentActs>;

/** The acts on one place. Their code comes with the first of them: a page that is only looked at need not carry it. */
export function useEnvironmentEdits(environment: Environment): Edits {
  const { href } = useProject();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const router = useRouter();
  const on: ActsOn = { environment, trpc, client, queries, leave: () => router.push(`${href}/environments`) };
  const latest = useRef(on);
  useEffect(() => {
    latest.current = on;
  });
  const [edits] = useState(() => {
    const act =
      (name: keyof Edits) =>
      async (...given: unknown[]) => {
        const { environmentActs } = await import("./environment-acts");
        const run = environmentActs(latest.current)[name] as (...given: unknown[]) => unknown;
        return run(...given);
      };
    return new Proxy({} as Edits, { get: (_, name) => act(name as keyof Edits) });
  });
  return edits;
}

"use client";

import { useQuery } from "@tanstack/react-query";
import type { PassForm } from "@/components/pass-form/describe-pass";
import { useTRPC } from "@/components/trpc";

/** Every pass over a version, for forms outside the canvas; undefined while they are asked for. They change with the studio's version alone. */
export function useForms(): readonly PassForm[] | undefined {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.recipes.forms.queryOptions(undefined, { staleTime: Infinity }));
  // JSON knows no pairs: a band comes back as a list of numbers.
  return data as readonly PassForm[] | undefined;
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useViewer } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { type StatusSet, type StatusTransition, statusSet, whyNotSet } from "@/contract/status-set";
import { lookOf, paintOf, type StatusLook } from "./look";

export type Statuses = {
  set: StatusSet;
  transitions: readonly StatusTransition[];
  look: (code: string) => StatusLook;
  /** As `look`, for a sign that stands beside the word. */
  mark: (code: string) => Omit<StatusLook, "label">;
  paint: (code: string) => ReturnType<typeof paintOf>;
  name: (code: string) => string;
  /** Why the viewer may not set `to` where `from` stands; undefined when they may. */
  whyNot: (to: string, from?: string) => string | undefined;
};

const Context = createContext<Statuses | null>(null);

/** The team's words for every screen below; they come with the page and follow live. */
export function StatusesProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const role = useViewer().team?.role;
  const { data } = useQuery(trpc.statuses.list.queryOptions());
  const value = useMemo((): Statuses => {
    const rows = data?.statuses ?? [];
    const set = statusSet(rows);
    const transitions = data?.transitions ?? [];
    const looks = new Map(rows.map((row) => [row.code, lookOf(row)]));
    const look = (code: string) => looks.get(code) ?? lookOf(set.of(code));
    return {
      ...{ set, transitions, look },
      mark: (code) => {
        const { label: _, ...mark } = look(code);
        return mark;
      },
      paint: (code) => paintOf(look(code)),
      name: (code) => set.of(code).name,
      whyNot: (to, from) =>
        role === undefined ? "You may not set statuses." : whyNotSet(set, transitions, role, { from, to }),
    };
  }, [data, role]);
  return <Context value={value}>{children}</Context>;
}

/** The team's statuses: how each is drawn, what it does, who may set it. */
export const useStatuses = (): Statuses => {
  const value = useContext(Context);
  if (!value) throw new Error("useStatuses() belongs inside the studio");
  return value;
};

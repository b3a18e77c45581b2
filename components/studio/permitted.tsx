"use client";
import type { ReactNode } from "react";
import { ForbiddenState } from "@/components/ui/forbidden-state";
import { type Action, actions } from "@/contract/roles";
import { useCan } from "./viewer";

/** Its children for those who may; for the others one sentence and who can open it. */
export function Permitted({ to, title, children }: { to: Action; title: string; children: ReactNode }) {
  const can = useCan();
  if (can(to)) return children;
  return (
    <ForbiddenState
      title={title}
      grantedBy={actions[to] === "owner" ? "an owner of the team" : "a manager of the team"}
    />
  );
}

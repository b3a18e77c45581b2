"use client";

import { lazy, Suspense, useState } from "react";
import type { Rights } from "./package-facts";

const AddedRightsFields = lazy(() =>
  import("./added-rights-fields").then((file) => ({ default: file.AddedRightsFields })),
);

export interface AddedRightsProps {
  rights: Rights;
  onRights: (rights: Rights) => void;
  /** "what you add". */
  what?: string;
}

/** Written with every picture that is added from now on: whose it is must be known before it is used. */
export function AddedRights({ rights, onRights, what = "what you add" }: AddedRightsProps) {
  const [opened, setOpened] = useState(false);
  const said = [rights.source, rights.licence].filter((part) => part !== "").join(" · ");
  return (
    <details className="group border-t pt-3" onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}>
      <summary className="w-fit rounded-control text-muted text-xs hover:text-text">
        Source and licence of {what}
        {said !== "" && `: ${said}`}
      </summary>
      <Suspense fallback={null}>{opened && <AddedRightsFields rights={rights} onRights={onRights} />}</Suspense>
    </details>
  );
}

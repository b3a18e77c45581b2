"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { Th } from "@/components/ui/data-table";

export interface SortHeaderProps {
  direction: "ascending" | "descending" | null;
  onSort: () => void;
  children: ReactNode;
  className?: string;
}

export function SortHeader({ direction, onSort, children, className }: SortHeaderProps) {
  const Arrow = direction === "descending" ? ArrowDown : ArrowUp;
  return (
    <Th aria-sort={direction ?? "none"} {...(className === undefined ? {} : { className })}>
      <button type="button" onClick={onSort} className="inline-flex items-center gap-1 hover:text-text">
        {children}
        <Arrow aria-hidden className={direction === null ? "invisible size-3" : "size-3"} />
      </button>
    </Th>
  );
}

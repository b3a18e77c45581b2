"use client";

import { Archive, Pencil } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { OrderList } from "@/components/ui/order-list";
import { StatusPill } from "@/components/ui/status-pill";
import { isOmitted, type StatusRow } from "@/contract/status-set";
import { type Use, useInWords } from "./archive-dialog";
import { lookOf } from "./look";
import { aboutStatus } from "./status-words";

interface StatusListProps {
  rows: readonly StatusRow[];
  use: Readonly<Record<string, Use>> | undefined;
  onOrder: (codes: string[]) => void;
  onEdit: (row: StatusRow) => void;
  onArchive: (row: StatusRow) => void;
}

/** The team's statuses in order. */
export function StatusList({ rows, use, onOrder, onEdit, onArchive }: StatusListProps) {
  return (
    <OrderList rows={rows.map((row) => ({ ...row, key: row.code }))} onOrder={onOrder}>
      {(row) => {
        const used = use?.[row.code];
        return (
          <>
            <span className="grid min-w-0 flex-1 gap-1 sm:flex sm:items-center sm:gap-3">
              <span className="flex sm:w-36 sm:shrink-0">
                <StatusPill {...lookOf(row)} />
              </span>
              <span className="code w-20 shrink-0 text-muted max-sm:hidden">{row.code}</span>
              <span className="min-w-0 flex-1 text-muted text-xs">{aboutStatus(row)}</span>
            </span>
            <span className="num w-44 shrink-0 text-right text-muted text-xs max-md:hidden">
              {used ? useInWords(used) : ""}
            </span>
            <IconButton label={`Edit ${row.name}`} icon={<Pencil />} onClick={() => onEdit(row)} />
            <IconButton
              label={`Archive ${row.name}`}
              icon={<Archive />}
              disabled={row.isDefault || isOmitted(row.code)}
              onClick={() => onArchive(row)}
            />
          </>
        );
      }}
    </OrderList>
  );
}

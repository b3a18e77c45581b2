"use client";

import { TriangleAlert } from "lucide-react";
import { useStatuses } from "@/components/statuses/statuses";
import { Link } from "@/components/ui/link";
import { StatusPill } from "@/components/ui/status-pill";
import { plainText } from "@/contract/text/mentions";

interface ShotListProps {
  /** The project's address. */
  href: string;
  shots: readonly { id: string; code: string; description: string; status: string }[];
  /** What is to be said of a shot, under it. */
  notes?: (shot: string) => readonly string[];
}

/** Shots that use something, in story order. */
export function ShotList({ href, shots, notes }: ShotListProps) {
  const { look } = useStatuses();
  return (
    <ul className="min-w-0 border-t">
      {shots.map(({ id, code, description, status }) => (
        <li key={id} className="border-b">
          <Link
            href={`${href}/script/shots/${code}`}
            className="focus-inset flex min-h-10 items-center gap-4 rounded-control px-1 hover:bg-hover pointer-coarse:min-h-11"
          >
            <span className="code shrink-0">{code}</span>
            <span className="min-w-0 flex-1 truncate text-muted">{plainText(description) || "No description"}</span>
            <StatusPill {...look(status)} className="shrink-0" />
          </Link>
          {notes?.(id).map((note) => (
            <p key={note} className="grid grid-cols-[20px_1fr] px-1 pb-2 text-xs">
              <TriangleAlert aria-hidden className="mt-px size-3.5 stroke-[1.5] text-muted" />
              {note}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

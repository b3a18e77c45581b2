"use client";

import { useStatuses } from "@/components/statuses/statuses";
import { Link } from "@/components/ui/link";
import { StatusPill } from "@/components/ui/status-pill";

interface ShotListProps {
  /** The project's address. */
  href: string;
  shots: readonly { id: string; code: string; description: string; status: string }[];
}

/** Shots that use something, in story order. */
export function ShotList({ href, shots }: ShotListProps) {
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
            <span className="min-w-0 flex-1 truncate text-muted">{description || "No description"}</span>
            <StatusPill {...look(status)} className="shrink-0" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { Dialog } from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";

/** Places that are kept but in no list; each page can bring its own back. */
export function ArchivedDialog({ onClose }: { onClose: () => void }) {
  const { id: projectId, href } = useProject();
  const trpc = useTRPC();
  const { data, isError } = useQuery(trpc.environments.list.queryOptions({ projectId, archived: true }));
  return (
    <Dialog open onOpenChange={onClose} title="Archived environments" size="sm">
      {isError && <p role="alert">They could not be loaded. Close this and try again.</p>}
      {data?.length === 0 && <p className="text-muted">None is archived.</p>}
      {data && data.length > 0 && (
        <ul className="border-t">
          {data.map(({ id, code, name }) => (
            <li key={id} className="border-b">
              <Link
                href={`${href}/environments/${code}`}
                className="focus-inset flex min-h-10 items-center gap-3 rounded-control px-1 hover:bg-hover"
              >
                <span className="min-w-0 flex-1 truncate">{name}</span>
                <span className="code text-muted">{code}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

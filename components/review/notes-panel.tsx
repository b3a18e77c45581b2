"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, CircleMinus } from "lucide-react";
import { lazy, type Ref, Suspense, useEffect, useRef, useState } from "react";
import { MentionText } from "@/components/mentions/mention-text";
import { useStatuses } from "@/components/statuses/statuses";
import { versionName } from "@/components/storyboard/version-words";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { notify } from "@/components/ui/notify";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusPill } from "@/components/ui/status-pill";
import type { Status } from "@/contract/statuses";
import { segmentsOf } from "@/contract/text/mentions";
import { Composer, type ComposerHandle } from "./composer";
import { useJudge } from "./use-judge";

const AddToNegativeDialog = lazy(() =>
  import("@/components/characters/add-to-negative-dialog").then((file) => ({ default: file.AddToNegativeDialog })),
);

type Note = Output["review"]["notes"][number];

interface NotesPanelProps {
  frame: { id: string; name: string; status: Status; versionId: string | null };
  composer?: Ref<ComposerHandle>;
}

/** The conversation about a frame, oldest first, and the field to go on with it. */
export function NotesPanel({ frame, composer }: NotesPanelProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const notes = useQuery(trpc.review.notes.queryOptions({ frameId: frame.id }));
  const judge = useJudge();
  const end = useRef<HTMLDivElement>(null);
  const count = notes.data?.length ?? 0;
  useEffect(() => {
    if (count > 0) end.current?.scrollIntoView({ block: "nearest" });
  }, [count]);
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.review.notes.queryKey({ frameId: frame.id }) });
  const onPost = async ({
    body,
    status,
    audience,
  }: {
    body: string;
    status: Status | null;
    audience: "team" | "client";
  }) => {
    if (status !== null) return judge({ frame, status, body, audience, versionId: frame.versionId });
    try {
      await client.review.addNote.mutate({ frameId: frame.id, body, audience });
      return true;
    } catch (error) {
      notify({ title: error instanceof Error ? error.message : "The note was not saved. Try again.", tone: "danger" });
      return false;
    } finally {
      void refresh();
    }
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
        {notes.isPending && <NotesSkeleton />}
        {notes.isError && (
          <ErrorState
            title="The notes could not be loaded"
            body={notes.error.message}
            onRetry={() => void notes.refetch()}
          />
        )}
        {notes.data?.length === 0 && (
          <p className="py-3 text-muted">No notes yet. The first one starts the conversation.</p>
        )}
        <ol className="grid gap-4">
          {notes.data?.map((note) => (
            <NoteItem key={note.id} note={note} onResolved={refresh} />
          ))}
        </ol>
        <div ref={end} />
      </div>
      <div className="border-t px-4 py-3 pb-[max(12px,env(safe-area-inset-bottom))]">
        <Composer ref={composer} key={frame.id} from={frame.status} onPost={onPost} />
      </div>
    </div>
  );
}

function NoteItem({ note, onResolved }: { note: Note; onResolved: () => void }) {
  const trpc = useTRPC();
  const can = useCan();
  const mayResolve = can("add versions");
  const [avoiding, setAvoiding] = useState(false);
  const { look } = useStatuses();
  const { href } = useProject();
  const resolve = useMutation(
    trpc.review.resolveNote.mutationOptions({
      onSettled: onResolved,
      onError: (error) => notify({ title: error.message, tone: "danger" }),
    }),
  );
  const resolved = note.resolvedAt !== null;
  return (
    <li className="group flex gap-2.5">
      <Avatar name={note.author} />
      <div className="grid min-w-0 flex-1 gap-1">
        <div className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-0.5 text-muted text-xs">
          <span className="font-medium text-text">{note.author}</span>
          <Ago at={note.createdAt} />
          {note.number !== null && <span className="code">{versionName(note.number)}</span>}
          {note.audience === "client" && <Badge>client</Badge>}
        </div>
        {note.status && (
          <span>
            <StatusPill {...look(note.status)} />
          </span>
        )}
        {note.body !== "" && (
          <p
            className={cx(
              "whitespace-pre-wrap break-words text-sm",
              resolved && "text-muted line-through decoration-line",
            )}
          >
            <MentionText text={note.body} href={href} />
          </p>
        )}
      </div>
      {can("edit characters and environments") && note.body !== "" && (
        <IconButton label="Add to negative" icon={<CircleMinus />} onClick={() => setAvoiding(true)} />
      )}
      {avoiding && (
        <Suspense fallback={null}>
          <AddToNegativeDialog words={plainWords(note.body)} onClose={() => setAvoiding(false)} />
        </Suspense>
      )}
      {mayResolve && note.body !== "" && (
        <IconButton
          label={resolved ? "Open the note again" : "Tick the note off"}
          icon={<Check />}
          pressed={resolved}
          disabled={resolve.isPending}
          onClick={() => resolve.mutate({ noteId: note.id, resolved: !resolved })}
        />
      )}
    </li>
  );
}

/** A note without the chips that name things, on one line. */
const plainWords = (body: string) =>
  segmentsOf(body)
    .filter((segment) => typeof segment === "string")
    .join(" ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 300);

function NotesSkeleton() {
  return (
    <div role="status" aria-label="Loading the notes" className="grid gap-4">
      {[0, 1].map((row) => (
        <div key={row} className="flex gap-2.5">
          <Skeleton className="size-6 rounded-full" />
          <Skeleton className="h-12 flex-1" />
        </div>
      ))}
    </div>
  );
}

"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { useTRPC } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import { Sheet } from "@/components/ui/sheet";
import type { MaskEditor } from "../engine/editor-types";
import { newOpId } from "../engine/op-id";
import type { Layer } from "./layer-words";
import { opWords } from "./log-words";

interface LogSheetProps {
  layer: Layer;
  editor: MaskEditor;
  onClose: () => void;
}

/** A layer's snapshots, and everything that was ever painted on it: who, what and when. */
export function LogSheet({ layer, editor, onClose }: LogSheetProps) {
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={`Strokes of ${layer.name}`}>
      <div className="grid gap-6">
        <Snapshots layer={layer} editor={editor} />
        <Log layer={layer} editor={editor} />
      </div>
    </Sheet>
  );
}

type Part = Omit<LogSheetProps, "onClose">;

function Snapshots({ layer, editor }: Part) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: snapshots, error } = useQuery(trpc.masks.snapshots.queryOptions({ maskId: layer.id }));
  const shared = {
    onError: refused,
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.masks.snapshots.queryKey({ maskId: layer.id }) }),
  };
  const make = useMutation(trpc.masks.makeSnapshot.mutationOptions(shared));
  const rename = useMutation(trpc.masks.renameSnapshot.mutationOptions(shared));
  const restore = useMutation(trpc.masks.restoreSnapshot.mutationOptions(shared));
  const [renaming, setRenaming] = useState<string>();

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get("name") ?? "").trim();
    if (name === "") return;
    // What is still on its way belongs into it.
    await editor.flush();
    make.mutate({ maskId: layer.id, name }, { onSuccess: () => form.reset() });
  };
  const bringBack = async (snapshotId: string, name: string) => {
    await editor.flush();
    const opId = newOpId();
    restore.mutate(
      { snapshotId, opId },
      {
        onSuccess: () =>
          notify({
            title: `${layer.name} is as in “${name}” again`,
            undo: () => void editor.documents.get(layer.id)?.undoOp(opId),
          }),
      },
    );
  };
  return (
    <section aria-label="Snapshots" className="grid gap-3">
      <h3 className="text-sm">Snapshots</h3>
      <form onSubmit={(event) => void submit(event)} className="flex gap-2">
        <Input name="name" aria-label="Name of the snapshot" placeholder="Before the hands" maxLength={80} required />
        <Button type="submit" busy={make.isPending}>
          Keep
        </Button>
      </form>
      {error && <p className="text-danger text-sm">{error.message}</p>}
      {snapshots?.length === 0 && <p className="text-muted text-sm">None yet. Undo reaches back without one, too.</p>}
      <ul className="grid gap-2">
        {snapshots?.map(({ id, name, who, createdAt }) => (
          <li key={id} className="flex items-center gap-2">
            {renaming === id ? (
              <form
                className="flex min-w-0 flex-1 gap-2"
                onSubmit={(event) => {
                  event.preventDefault();
                  const next = String(new FormData(event.currentTarget).get("name") ?? "").trim();
                  setRenaming(undefined);
                  if (next !== "" && next !== name)
                    rename.mutate(
                      { snapshotId: id, name: next },
                      {
                        onSuccess: () =>
                          notify({ title: `Renamed to ${next}`, undo: () => rename.mutate({ snapshotId: id, name }) }),
                      },
                    );
                }}
              >
                <Input name="name" aria-label={`New name of ${name}`} defaultValue={name} maxLength={80} autoFocus />
                <Button type="submit" size="sm">
                  Rename
                </Button>
              </form>
            ) : (
              <>
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{name}</span>
                  <span className="block truncate text-muted text-xs">
                    {`${who} · `}
                    <Ago at={createdAt} />
                  </span>
                </span>
                <Button size="sm" variant="quiet" aria-label={`Rename ${name}`} onClick={() => setRenaming(id)}>
                  Rename
                </Button>
                <Button
                  size="sm"
                  aria-label={`Bring back ${name}`}
                  busy={restore.isPending}
                  onClick={() => void bringBack(id, name)}
                  {...(layer.locked ? { blocked: "The layer is locked" } : {})}
                >
                  Bring back
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const step = 50;

function Log({ layer, editor }: Part) {
  const trpc = useTRPC();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    trpc.masks.history.infiniteQueryOptions(
      { maskId: layer.id, limit: step },
      {
        initialCursor: null,
        getNextPageParam: (page) => (page.length < step ? undefined : page.at(-1)?.seq),
      },
    ),
  );
  const takeBack = async (id: string) => {
    try {
      const done = await editor.documents.get(layer.id)?.undoOp(id);
      if (!done) refused({ message: "This was taken back already." });
    } catch (problem) {
      refused({ message: messageOf(problem) });
    }
  };
  const rows = data?.pages.flat() ?? [];
  return (
    <section aria-label="History" className="grid gap-3">
      <h3 className="text-sm">History</h3>
      {error && <p className="text-danger text-sm">{error.message}</p>}
      {data && rows.length === 0 && <p className="text-muted text-sm">Nothing was painted on this layer yet.</p>}
      <ol className="grid gap-1">
        {rows.map(({ seq, id, kind, who, at, mine, undone }) => (
          <li key={seq} className="flex min-h-9 items-center gap-3 text-sm">
            <span className="num w-10 shrink-0 text-right text-muted text-xs">{seq}</span>
            <span className={`min-w-0 flex-1 truncate ${undone ? "text-muted line-through" : ""}`}>
              {opWords(kind)}
              <span className="text-muted text-xs">
                {` ${mine ? "you" : who} · `}
                <Ago at={at} />
              </span>
            </span>
            {undone && <span className="sr-only">taken back</span>}
            {mine && !undone && !layer.locked && (
              <Button
                size="sm"
                variant="quiet"
                aria-label={`Take back ${seq}, ${opWords(kind)}`}
                onClick={() => void takeBack(id)}
              >
                Take back
              </Button>
            )}
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()} className="justify-self-start">
          Show earlier
        </Button>
      )}
    </section>
  );
}

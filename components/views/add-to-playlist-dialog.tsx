"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ListPlus, Plus } from "lucide-react";
import { type FormEvent, useId } from "react";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Skeleton } from "@/components/ui/skeleton";

interface Props {
  projectId: string;
  /** In the order they will be looked at. */
  shotIds: readonly string[];
  onClose: () => void;
}

const counted = (n: number) => (n === 1 ? "1 shot" : `${n} shots`);

/** Puts the chosen shots at the end of a playlist, or makes a new one of them. */
export function AddToPlaylistDialog({ projectId, shotIds, onClose }: Props) {
  const form = useId();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const lists = useQuery(trpc.views.playlists.queryOptions({ projectId }));
  const refresh = () => void queries.invalidateQueries(trpc.views.playlists.queryFilter({ projectId }));
  const failed = (error: { message: string }) => notify({ title: error.message, tone: "danger" });
  const create = useMutation(
    trpc.views.createPlaylist.mutationOptions({
      onSuccess: ({ id }, { name }) => {
        refresh();
        onClose();
        const undo = () =>
          void client.views.updatePlaylist.mutate({ playlistId: id, archived: true }).then(refresh, failed);
        notify({ title: `Made the playlist “${name}” of ${counted(shotIds.length)}`, undo });
      },
    }),
  );
  const add = async (playlistId: string, name: string) => {
    try {
      const { added } = await client.views.addToPlaylist.mutate({ playlistId, shotIds: [...shotIds] });
      onClose();
      const undo = async () => {
        const { shotIds: now } = await client.views.playlist.query({ playlistId });
        await client.views.arrangePlaylist.mutate({ playlistId, shotIds: now.filter((id) => !added.includes(id)) });
        refresh();
      };
      notify(
        added.length === 0
          ? { title: `All of them are in “${name}” already` }
          : { title: `Added ${counted(added.length)} to “${name}”`, undo: () => void undo().catch(failed) },
      );
      refresh();
    } catch (error) {
      failed(error instanceof Error ? error : { message: "Nothing was added. Try again." });
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    create.mutate({ projectId, name, shotIds: [...shotIds] });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add to a playlist"
      description={`${counted(shotIds.length)}, in the order of the table.`}
      size="sm"
    >
      <div className="grid gap-4">
        {lists.isPending && <Skeleton className="h-20" />}
        {lists.isError && <p className="text-danger">{lists.error.message}</p>}
        {lists.data && lists.data.length > 0 && (
          <ul className="border-y [&>li+li]:border-t">
            {lists.data.map(({ id, name, shots }) => (
              <li key={id}>
                <button
                  type="button"
                  onClick={() => void add(id, name)}
                  className="focus-inset flex min-h-9 w-full items-center gap-2.5 px-2 text-left hover:bg-hover pointer-coarse:min-h-11"
                >
                  <ListPlus aria-hidden className="size-4 stroke-[1.5] text-muted" />
                  <span className="min-w-0 flex-1 truncate" dir="auto">
                    {name}
                  </span>
                  <span className="num text-muted text-xs">{counted(shots)}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <form id={form} onSubmit={submit} className="flex items-end gap-2">
          <div className="flex-1">
            <Field label="New playlist" error={create.error?.message}>
              {(control) => <Input {...control} name="name" autoComplete="off" placeholder="Dailies Monday" />}
            </Field>
          </div>
          <Button type="submit" icon={<Plus />} busy={create.isPending}>
            Make it
          </Button>
        </form>
      </div>
    </Dialog>
  );
}

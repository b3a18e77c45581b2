"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useId, useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { OrderList } from "@/components/ui/order-list";
import { Skeleton } from "@/components/ui/skeleton";

interface Props {
  projectId: string;
  playlistId: string;
  onClose: () => void;
  /** It was put away: the address must not name it any more. */
  onArchived: () => void;
}
type Row = { key: string; name: string };

/** Name and order of a playlist, and which shots are in it. Saved as one act, with one undo. */
export function ArrangePlaylistDialog({ projectId, playlistId, onClose, onArchived }: Props) {
  const form = useId();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const playlist = useQuery(trpc.views.playlist.queryOptions({ playlistId }));
  const [edited, setEdited] = useState<Row[]>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { data } = playlist;
  const kept = data?.shotIds.map((key, n) => ({ key, name: data.codes[n] ?? "" })) ?? [];
  const rows = edited ?? kept;
  const refresh = async () => {
    await queries.invalidateQueries(trpc.views.playlist.queryFilter({ playlistId }));
    await queries.invalidateQueries(trpc.views.playlists.queryFilter({ projectId }));
  };
  const takeBack = (act: () => Promise<unknown>) => () =>
    void act()
      .then(refresh)
      .catch((error: unknown) => notify({ title: messageOf(error), tone: "danger" }));
  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await act();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const save = (name: string) =>
    attempt(async () => {
      const before = data?.name ?? "";
      if (name !== before) await client.views.updatePlaylist.mutate({ playlistId, name });
      const shotIds = rows.map(({ key }) => key);
      const arranged = edited ? await client.views.arrangePlaylist.mutate({ playlistId, shotIds }) : undefined;
      await refresh();
      onClose();
      notify({
        title: `Saved the playlist “${name}”`,
        undo: takeBack(async () => {
          if (name !== before) await client.views.updatePlaylist.mutate({ playlistId, name: before });
          if (arranged) await client.views.arrangePlaylist.mutate({ playlistId, shotIds: arranged.before });
        }),
      });
    });
  const archive = () =>
    attempt(async () => {
      await client.views.updatePlaylist.mutate({ playlistId, archived: true });
      onClose();
      onArchived();
      await refresh();
      notify({
        title: `Put away the playlist “${data?.name ?? ""}”`,
        undo: takeBack(() => client.views.updatePlaylist.mutate({ playlistId, archived: false })),
      });
    });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Arrange the playlist"
      description="Drag a shot by its handle, or move it with the arrow keys."
      footer={
        <>
          <Button onClick={() => void archive()} disabled={busy || !data} className="mr-auto">
            Put away
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={busy} disabled={!data}>
            Save playlist
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save(String(new FormData(event.currentTarget).get("name") ?? "").trim());
        }}
      >
        {playlist.isError && <p className="text-danger">{playlist.error.message}</p>}
        {playlist.isPending && <Skeleton className="h-40" />}
        {data && (
          <>
            <Field label="Name" error={problem}>
              {(field) => <Input {...field} name="name" defaultValue={data.name} maxLength={80} required />}
            </Field>
            {rows.length === 0 ? (
              <p className="text-muted">No shots. Tick some in the shot table and add them.</p>
            ) : (
              <OrderList
                rows={rows}
                onOrder={(keys) => setEdited(keys.flatMap((key) => rows.find((row) => row.key === key) ?? []))}
              >
                {({ key, name }) => (
                  <>
                    <span className="code min-w-0 flex-1 truncate">{name}</span>
                    <IconButton
                      label={`Take ${name} out`}
                      icon={<X />}
                      onClick={() => setEdited(rows.filter((row) => row.key !== key))}
                    />
                  </>
                )}
              </OrderList>
            )}
          </>
        )}
      </form>
    </Dialog>
  );
}

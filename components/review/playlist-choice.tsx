"use client";
import { useQuery } from "@tanstack/react-query";
import { ListOrdered } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useProject } from "@/components/studio/project";
import { useAddress } from "@/components/studio/use-address";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";

const ArrangePlaylistDialog = lazy(() =>
  import("@/components/views/arrange-playlist-dialog").then((file) => ({ default: file.ArrangePlaylistDialog })),
);

/** The whole film, or one of its playlists, which can be arranged. Nothing while the project has none. */
export function PlaylistChoice() {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  const address = useAddress();
  const can = useCan();
  const [arranging, setArranging] = useState(false);
  const { data: lists = [] } = useQuery(trpc.views.playlists.queryOptions({ projectId }));
  const playlistId = address.get("list");
  if (lists.length === 0) return null;
  return (
    <span className="flex max-w-60 items-center gap-1">
      <Select
        aria-label="Playlist"
        value={playlistId}
        options={[
          { value: "", label: "The film" },
          ...lists.map(({ id, name, shots }) => ({ value: id, label: `${name} (${shots})` })),
        ]}
        onChange={(event) => address.set({ list: event.currentTarget.value || null, sel: null, f: null })}
      />
      {playlistId !== "" && can("edit shots") && (
        <IconButton label="Arrange the playlist" icon={<ListOrdered />} onClick={() => setArranging(true)} />
      )}
      {arranging && (
        <Suspense fallback={null}>
          <ArrangePlaylistDialog
            projectId={projectId}
            playlistId={playlistId}
            onClose={() => setArranging(false)}
            onArchived={() => address.set({ list: null, sel: null })}
          />
        </Suspense>
      )}
    </span>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { useProject } from "@/components/studio/project";
import { useAddress } from "@/components/studio/use-address";
import { useTRPC } from "@/components/trpc";
import { Select } from "@/components/ui/select";

/** The whole film, or one of its playlists. Nothing while the project has none. */
export function PlaylistChoice() {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  const address = useAddress();
  const { data: lists = [] } = useQuery(trpc.views.playlists.queryOptions({ projectId }));
  if (lists.length === 0) return null;
  return (
    <span className="max-w-48">
      <Select
        aria-label="Playlist"
        value={address.get("list")}
        options={[
          { value: "", label: "The film" },
          ...lists.map(({ id, name, shots }) => ({ value: id, label: `${name} (${shots})` })),
        ]}
        onChange={(event) => address.set({ list: event.currentTarget.value || null, sel: null, f: null })}
      />
    </span>
  );
}

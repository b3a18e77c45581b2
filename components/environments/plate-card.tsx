"use client";

import { Ellipsis, Expand, Star, Trash2 } from "lucide-react";
import { Thumb } from "@/components/media/thumb";
import { mediaUrl } from "@/components/media/url";
import { InlineText } from "@/components/script/inline-text";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import type { Plate, useEnvironmentEdits } from "./use-environment-edits";

interface PlateCardProps {
  plate: Plate;
  hero: boolean;
  /** Left out for those who only look. */
  edits: ReturnType<typeof useEnvironmentEdits> | undefined;
}

/** One picture of a place and the state it shows. */
export function PlateCard({ plate, hero, edits }: PlateCardProps) {
  const { picture, state, name } = plate;
  const label = state === "" ? name : state;
  const open = () => void window.open(mediaUrl(picture.id, "original"), "_blank", "noopener");
  return (
    <li className="grid min-w-0 gap-1.5">
      <Thumb media={picture} alt={label} ratio={16 / 9} sizes="(max-width: 640px) 100vw, 360px" />
      <div className="flex min-w-0 items-center gap-2">
        <InlineText
          label={`State of ${name}`}
          value={state}
          placeholder={edits ? "Name its state: dusk, flooded…" : "No state named"}
          check={(text) => (text.length > 60 ? "A state is at most 60 characters: shorten it." : undefined)}
          disabled={!edits}
          onSave={(text) => void edits?.nameState(plate, text)}
          className="min-w-0 flex-1 truncate pl-1.5"
        />
        {hero && <span className="shrink-0 text-muted text-xs">Main</span>}
        {edits && (
          <Menu
            label={`More for ${label}`}
            align="end"
            items={[
              {
                key: "hero",
                label: "Make the main picture",
                icon: <Star />,
                onSelect: () => void edits.setHero(picture.id),
                ...(hero ? { blocked: "It is the main picture." } : {}),
              },
              { key: "open", label: "Open at full size", icon: <Expand />, onSelect: open },
              { key: "remove", label: "Remove", icon: <Trash2 />, onSelect: () => void edits.removePlate(plate) },
            ]}
            trigger={(attributes) => (
              <IconButton {...attributes} label={`More for ${label}`} icon={<Ellipsis />} className="-mr-1.5" />
            )}
          />
        )}
      </div>
    </li>
  );
}

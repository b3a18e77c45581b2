"use client";

import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { useTRPCClient } from "@/components/trpc";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { tip } from "@/components/ui/tip";
import type { MaskEditor } from "../engine/editor-types";
import type { Layers } from "../layers/use-layers";
import type { Other } from "./others";
import { colourOfPerson, PresenceOverlay } from "./overlay";
import { PresenceLink } from "./presence-link";

interface PeopleHereProps {
  editor: MaskEditor;
  container: HTMLElement;
  versionId: string;
  layers: Layers;
}

const nobody: readonly Other[] = [];

/** Who else has this picture on the canvas: a click follows them. Draws their cursors and strokes while it is mounted. */
export function PeopleHere({ editor, container, versionId, layers }: PeopleHereProps) {
  const client = useTRPCClient();
  const [link, setLink] = useState<PresenceLink | null>(null);
  useEffect(() => {
    const made = new PresenceLink(client, editor, container, versionId);
    const overlay = new PresenceOverlay(container, editor, made.others);
    setLink(made);
    return () => {
      overlay.close();
      made.close();
    };
  }, [client, editor, container, versionId]);
  const others = useSyncExternalStore(
    useCallback((changed: () => void) => link?.subscribe(changed) ?? (() => {}), [link]),
    () => link?.others.list ?? nobody,
    () => nobody,
  );
  if (others.length === 0) return null;
  return (
    <fieldset aria-label="Here now" className="flex items-center gap-1.5">
      {others.map(({ tab, name, userId, layer }) => {
        const followed = link?.following === tab;
        const on = layers.layers.find(({ id }) => id === layer)?.name;
        return (
          <button
            key={tab}
            type="button"
            aria-pressed={followed}
            aria-label={followed ? `Stop following ${name}` : `Follow ${name}`}
            {...tip(`${name}${on ? `, on ${on}` : ""}${followed ? ", followed" : ""}`)}
            onClick={() => link?.follow(followed ? null : tab)}
            style={{ outlineColor: colourOfPerson(userId), outlineStyle: followed ? "solid" : "dotted" }}
            className="rounded-full outline-2 outline-offset-1"
          >
            <Avatar name={name} />
          </button>
        );
      })}
      <SoftLock others={others} layers={layers} />
    </fieldset>
  );
}

/** Says once that somebody else paints here, and lets one choose to keep the hands off. */
function SoftLock({ others, layers }: { others: readonly Other[]; layers: Layers }) {
  if (layers.viewOnly)
    return (
      <Button size="sm" onClick={() => layers.setViewOnly(false)}>
        Paint too
      </Button>
    );
  const [first] = others;
  return (
    <Button
      size="sm"
      variant="quiet"
      {...tip(`${first?.name ?? "Somebody"} may be painting: locks every layer for you alone`)}
      onClick={() => layers.setViewOnly(true)}
    >
      Only look
    </Button>
  );
}

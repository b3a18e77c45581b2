"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Thumb } from "@/components/media/thumb";
import { useTRPC } from "@/components/trpc";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { ShotList } from "../shot-list";
import type { Character } from "../use-character-edits";

/** Where the character is used: the shots that cast them and the pictures whose recipe names or shows them. */
export function AppearancesTab({ character: { id, name, triggerWord }, href }: { character: Character; href: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.characters.uses.queryOptions({ characterId: id }));
  const { shots, versions } = data;
  return (
    <div className="grid gap-8">
      <Section title="Shots" count={shots.length}>
        {shots.length > 0 ? (
          <ShotList href={href} shots={shots} />
        ) : (
          <p className="text-muted">No shot casts {name} yet.</p>
        )}
      </Section>
      <Section
        title="Versions"
        count={versions.length}
        description={`Pictures whose recipe took one of ${name}'s pictures${triggerWord === null ? "" : ` or whose prompt names ${triggerWord}`}; the newest 200.`}
      >
        {versions.length > 0 ? (
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(160px,1fr))] gap-4">
            {versions.map(({ id: versionId, shotCode, frame, number, state, why, picture }) => (
              <li key={versionId}>
                <Link href={`${href}/script/shots/${shotCode}`} className="grid gap-1.5 rounded-picture">
                  <Thumb media={picture} alt="" ratio={16 / 10} sizes="240px" />
                  <span className="flex items-baseline justify-between gap-2">
                    <span className="code truncate">
                      {shotCode} {frame}
                    </span>
                    <span className="num text-muted text-xs">
                      {number === null ? state : `v${String(number).padStart(3, "0")}`}
                    </span>
                  </span>
                  <span className="text-muted text-xs">By {why}</span>
                </Link>
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-muted">No recipe uses {name} yet.</p>
        )}
      </Section>
    </div>
  );
}

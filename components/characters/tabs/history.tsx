"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { mediaUrl } from "@/components/media/url";
import { type Output, useTRPC } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { historyInput, historyPaging } from "../history-pages";
import { fieldWord, valueWords } from "../history-words";
import type { Character } from "../use-character-edits";

type Entry = Output["characters"]["history"][number];

/** Who changed what, newest first: each field before and after. */
export function HistoryTab({ character: { id: characterId } }: { character: Character }) {
  const trpc = useTRPC();
  const query = useSuspenseInfiniteQuery(
    trpc.characters.history.infiniteQueryOptions(historyInput(characterId), historyPaging),
  );
  const entries = query.data.pages.flat();
  return (
    <Section title="History">
      {entries.length === 0 && <p className="text-muted">Nothing was changed yet.</p>}
      <ol className="border-t">
        {entries.map((entry) => (
          <li key={entry.id} className="grid gap-1.5 border-b py-2.5">
            <p className="flex flex-wrap items-baseline gap-x-1.5">
              <span>{entry.mine ? "You" : entry.who}</span>
              <span className="text-muted">{entry.verb}</span>
              <Ago at={entry.at} className="ml-auto whitespace-nowrap text-muted text-xs" />
            </p>
            <Changes changes={entry.changes} />
          </li>
        ))}
      </ol>
      {query.hasNextPage && (
        <Button
          busy={query.isFetchingNextPage}
          className="justify-self-start"
          onClick={() => void query.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </Section>
  );
}

function Changes({ changes }: { changes: Entry["changes"] }) {
  if (changes.length === 0) return null;
  return (
    <dl className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs">
      {changes.map(({ field, before, after }) => (
        <Fragment key={field}>
          <dt className="text-muted">{fieldWord(field)}</dt>
          <dd className="min-w-0 select-text break-words">
            <Value field={field} value={before} className="text-muted line-through" />
            <span aria-hidden> → </span>
            <span className="sr-only">became</span>
            <Value field={field} value={after} />
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Value({ field, value, className }: { field: string; value: unknown; className?: string }) {
  if (field === "heroMediaId" && typeof value === "string")
    return (
      <img
        src={mediaUrl(value, 256)}
        alt=""
        loading="lazy"
        className="inline-block h-10 w-auto rounded-picture align-middle"
      />
    );
  const words = valueWords(value);
  return words === "" ? <span className="text-muted">empty</span> : <span className={className}>{words}</span>;
}

"use client";
import { type InboxItem, inboxWords } from "@/components/inbox/inbox-words";
import { useStatuses } from "@/components/statuses/statuses";
import { Ago } from "@/components/ui/ago";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";

/** The first unread news; the inbox holds the rest. Nothing when all is read. */
export function MentionsList({ items }: { items: readonly InboxItem[] }) {
  if (items.length === 0) return null;
  return (
    <Section
      title="For you"
      actions={
        <ButtonLink href="/inbox" variant="quiet" size="sm">
          Inbox
        </ButtonLink>
      }
    >
      <ol className="grid gap-2.5">
        {items.map((item) => (
          <li key={item.id} className="grid">
            <Line item={item} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Line({ item }: { item: InboxItem }) {
  const { does, said } = inboxWords(item, useStatuses().name);
  return (
    <Link href={item.href ?? "/inbox"} className="group grid rounded-control">
      <span className="truncate">
        <span className="font-medium">{item.who}</span> <span className="text-muted">{does}</span>{" "}
        <span className="group-hover:underline">{item.what}</span>
      </span>
      <span className="flex min-w-0 gap-2 text-muted text-xs">
        {said && <span className="truncate">{said}</span>}
        <Ago at={item.at} className="shrink-0 whitespace-nowrap" />
      </span>
    </Link>
  );
}

import { Archive, ArchiveRestore } from "lucide-react";
import { mediaUrl } from "@/components/media/url";
import { useStatuses } from "@/components/statuses/statuses";
import { Ago } from "@/components/ui/ago";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { type InboxItem, inboxWords } from "./inbox-words";

interface InboxRowProps {
  item: InboxItem;
  tabIndex: number;
  archived: boolean;
  onOpen: () => void;
  onArchive: () => void;
}

/** Who did what to what, their words below. An unread one is bold and carries a dot with a word for screen readers. */
export function InboxRow({ item, tabIndex, archived, onOpen, onArchive }: InboxRowProps) {
  const { does, said } = inboxWords(item, useStatuses().name);
  const fresh = item.readAt === null;
  return (
    <li className="group relative flex items-center gap-2 pr-2 hover:bg-hover">
      <button
        type="button"
        data-item
        tabIndex={tabIndex}
        onClick={onOpen}
        className="focus-inset flex min-w-0 flex-1 items-center gap-3 py-2.5 pr-2 pl-4 text-left"
      >
        <span aria-hidden className={cx("size-2 shrink-0 rounded-full", fresh && "bg-accent")} />
        <span className="h-9 w-16 shrink-0 overflow-hidden rounded-picture bg-well">
          {item.mediaId && (
            <img src={mediaUrl(item.mediaId, 256)} alt="" loading="lazy" className="size-full object-cover" />
          )}
        </span>
        <span className="grid min-w-0 flex-1">
          <span className="flex min-w-0 items-baseline gap-x-1.5">
            <span className={cx("min-w-0 truncate", fresh && "font-medium")}>
              {fresh && <span className="sr-only">Unread: </span>}
              {item.who} <span className="font-normal text-muted">{does}</span> {item.what}
            </span>
            <Ago at={item.at} className="ml-auto shrink-0 whitespace-nowrap text-muted text-xs" />
          </span>
          <span className="truncate text-muted text-xs">{said || item.project}</span>
        </span>
      </button>
      <IconButton
        label={archived ? "Back to the inbox" : "Archive"}
        keys="Delete"
        icon={archived ? <ArchiveRestore /> : <Archive />}
        onClick={onArchive}
      />
    </li>
  );
}

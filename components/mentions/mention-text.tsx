import { Link } from "@/components/ui/link";
import { type Mention, segmentsOf } from "@/contract/text/mentions";
import { chipClass } from "./mention-words";

/** A stored text as it is read: words, and chips that lead to what they name. `href` is the project's address. */
export function MentionText({ text, href }: { text: string; href?: string | undefined }) {
  let at = 0;
  return segmentsOf(text).map((segment) => {
    const key = at;
    at += typeof segment === "string" ? segment.length : segment.id.length;
    return typeof segment === "string" ? segment : <Chip key={key} mention={segment} href={href} />;
  });
}

/** People have no page; the rest is found by its id. */
function Chip({ mention: { kind, id, label }, href }: { mention: Mention; href?: string | undefined }) {
  if (kind === "user" || href === undefined) return <span className={chipClass}>@{label}</span>;
  return (
    <Link href={`${href}/go/${id}`} className={`${chipClass} hover:underline`}>
      @{label}
    </Link>
  );
}

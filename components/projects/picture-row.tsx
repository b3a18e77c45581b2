import { Thumb, type ThumbMedia } from "@/components/media/thumb";
import { ButtonLink } from "@/components/ui/button-link";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";

export interface RowPicture {
  id: string;
  href: string;
  title: string;
  /** Second line. */
  detail?: string;
  /** Titles that are codes are set in mono. */
  code?: boolean;
  media: ThumbMedia | null;
}

interface PictureRowProps {
  title: string;
  items: readonly RowPicture[];
  /** All there are, where `items` may be only the first. */
  count?: number;
  /** Width divided by height. */
  ratio: number;
  /** Width of a picture in px. */
  width: number;
  /** Where all of them are: "Open review". */
  all: { href: string; label: string };
}

const most = 24;

/** A titled line of pictures that scrolls sideways; each leads on. */
export function PictureRow({ title, items, count = items.length, ratio, width, all }: PictureRowProps) {
  return (
    <Section
      title={title}
      count={count}
      actions={
        <ButtonLink href={all.href} size="sm" variant="quiet">
          {all.label}
        </ButtonLink>
      }
    >
      <ul className="-mx-4 flex gap-3 overflow-x-auto px-4 pb-2 sm:-mx-6 sm:px-6">
        {items.slice(0, most).map(({ id, href, title, detail, code, media }) => (
          <li key={id} className="shrink-0" style={{ width }}>
            <Link href={href} className="focus-inset grid gap-1.5 rounded-picture">
              <Thumb media={media} alt="" ratio={ratio} sizes={`${width}px`} />
              <span className="grid">
                <span className={cx("truncate", code && "code")}>{title}</span>
                {detail !== undefined && <span className="truncate text-muted text-xs">{detail}</span>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

import { ChevronRight, PanelLeft } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { SearchButton } from "@/components/shell/search-button";
import { sidebarId } from "@/components/shell/sidebar-id";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";

export interface Crumb {
  label: string;
  /** Left out for the page itself. */
  href?: string;
  /** Codes are set in mono. */
  code?: boolean;
}

export interface TopBarProps {
  crumbs: readonly Crumb[];
  /** True inside a project: below 1024 px a button opens the sidebar. */
  sidebar?: boolean;
  /** e.g. `<AvatarStack people>`. */
  presence?: ReactNode;
  /** e.g. `<NodePill>`. */
  node?: ReactNode;
  /** The page's own buttons, before the search. */
  actions?: ReactNode;
}

export function TopBar({ crumbs, sidebar, presence, node, actions }: TopBarProps) {
  return (
    <header
      className={cx(
        "flex h-12 shrink-0 items-center gap-2 border-b bg-surface pr-2 sm:gap-3 sm:pr-4 sm:pl-6",
        // The button has its own air; without it the name stands over the content.
        sidebar ? "pl-2 max-lg:sm:pl-3" : "pl-4",
      )}
    >
      {sidebar && (
        <button
          type="button"
          popoverTarget={sidebarId}
          aria-label="Project panel"
          className="grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-hover hover:text-text lg:hidden pointer-coarse:size-11"
        >
          <PanelLeft className="size-4 stroke-[1.5]" />
        </button>
      )}
      <Crumbs crumbs={crumbs} />
      {/* a box of their own: acts that come late must not move what is there */}
      <div className="ml-auto flex shrink-0 items-center gap-2 sm:gap-3">{actions}</div>
      <div className="flex shrink-0 items-center gap-2 sm:gap-3">
        <SearchButton />
        <span className="hidden sm:contents">{presence}</span>
        {node}
      </div>
    </header>
  );
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const last = crumbs.length - 1;
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-sm">
        {crumbs.map((crumb, index) => (
          <Fragment key={`${crumb.href ?? ""}${crumb.label}`}>
            {index > 0 && (
              <li aria-hidden className={index < last ? "hidden text-muted sm:block" : "text-muted max-sm:hidden"}>
                <ChevronRight className="size-3.5 stroke-[1.5]" />
              </li>
            )}
            <li className={index < last ? "hidden min-w-0 shrink sm:block" : "min-w-0"}>
              <CrumbLabel crumb={crumb} current={index === last} />
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}

function CrumbLabel({ crumb, current }: { crumb: Crumb; current: boolean }) {
  const shape = `block truncate rounded-control ${crumb.code ? "code" : ""}`;
  if (crumb.href === undefined || current)
    return (
      <span aria-current={current ? "page" : undefined} className={`${shape} font-medium`}>
        {crumb.label}
      </span>
    );
  return (
    <Link href={crumb.href} className={`${shape} text-muted hover:text-text`}>
      {crumb.label}
    </Link>
  );
}

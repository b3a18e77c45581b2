import type { ReactNode } from "react";
import { GoKeys } from "@/components/shell/go-keys";
import { PaletteHost, type PaletteHostProps } from "@/components/shell/palette-host";
import { type RailEntry, RailLink } from "@/components/shell/rail-link";
import { Tips } from "@/components/ui/tips";
import { Toasts } from "@/components/ui/toasts";

export interface AppShellProps {
  /** In order; only pages that exist. On a phone the first four make the bottom bar, with `account` as the fifth. */
  rail: readonly RailEntry[];
  /** The account button at the foot. */
  account?: ReactNode;
  /** A mark above the rail. */
  mark?: ReactNode;
  palette?: PaletteHostProps;
  children: ReactNode;
}

/** Icon rail (bottom bar below 1024 px), the layers that float, and one screen of content that scrolls inside itself. */
export function AppShell({ rail, account, mark, palette, children }: AppShellProps) {
  const places = rail.flatMap(({ keys, label, href }) => (keys === undefined ? [] : [{ keys, label, href }]));
  return (
    <div className="flex h-dvh flex-col-reverse overflow-hidden lg:flex-row">
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-raised px-3 py-2 shadow-float focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <nav
        aria-label="Studio"
        data-tip-side="right"
        className="flex shrink-0 gap-1 border-t bg-surface px-2 pb-[env(safe-area-inset-bottom)] lg:w-14 lg:flex-col lg:items-center lg:border-t-0 lg:border-r lg:px-0 lg:py-2"
      >
        {mark !== undefined && <div className="hidden size-10 place-items-center lg:grid">{mark}</div>}
        <ul className="contents">
          {rail.map((entry, index) => (
            <li key={entry.href} className={index >= 4 ? "hidden lg:block" : "flex flex-1 lg:block lg:flex-none"}>
              <RailLink {...entry} />
            </li>
          ))}
        </ul>
        {account !== undefined && (
          <div className="grid flex-1 place-items-center lg:mt-auto lg:flex-none">{account}</div>
        )}
      </nav>
      <div className="flex min-h-0 min-w-0 flex-1">{children}</div>
      <GoKeys places={places} />
      <PaletteHost {...palette} />
      <Toasts />
      <Tips />
    </div>
  );
}

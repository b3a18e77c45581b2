import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

export interface WorkspaceProps {
  /** `<TopBar>`. */
  topBar: ReactNode;
  /** `<Inspector>`; stands at the right, the same on every page. */
  inspector?: ReactNode;
  /** The inspector is a column now. Its place is kept before it arrives: the page comes in pieces, and what is painted stays put. */
  inspecting?: boolean;
  /** "canvas" behind pictures, "surface" behind tables and forms. */
  ground?: "canvas" | "surface";
  /** "page" scrolls as a whole; "fixed" fills the height and lets its parts scroll (grids, canvas, player). */
  scroll?: "page" | "fixed";
  children: ReactNode;
}

/** Everything right of the sidebar: top bar, content, inspector. */
export function Workspace({
  topBar,
  inspector,
  inspecting = false,
  ground = "canvas",
  scroll = "page",
  children,
}: WorkspaceProps) {
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      {topBar}
      <div className="relative flex min-h-0 flex-1">
        <main
          id="content"
          tabIndex={-1}
          className={cx(
            "min-w-0 flex-1 outline-none",
            inspecting && "xl:mr-[360px]",
            ground === "canvas" ? "bg-canvas" : "bg-surface",
            scroll === "page" ? "overflow-y-auto" : "flex min-h-0 flex-col overflow-hidden",
          )}
        >
          {children}
        </main>
        {inspector}
      </div>
    </div>
  );
}

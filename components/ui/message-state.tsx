import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

export interface MessageStateProps {
  title: string;
  body?: ReactNode;
  actions?: ReactNode;
  /** "page" has room around it; "inline" sits in a panel. */
  size?: "page" | "inline";
  /** h1 only where the page has no other; a message on a page of its own is its h1. */
  heading?: "h1" | "h2";
  role?: "alert" | "status";
  icon?: ReactNode;
}

/** One sentence, one act: the shape shared by the empty, error and forbidden states. */
export function MessageState({ title, body, actions, size = "inline", heading, role, icon }: MessageStateProps) {
  const Title = heading ?? (size === "page" ? "h1" : "h2");
  return (
    <div
      role={role}
      className={cx(
        "mx-auto grid max-w-md content-start justify-items-center gap-2 px-6 text-center",
        size === "page" ? "py-[16vh]" : "py-12",
      )}
    >
      {icon !== undefined && <span className="mb-1 text-muted [&_svg]:size-5 [&_svg]:stroke-[1.5]">{icon}</span>}
      <Title className="text-lg text-balance">{title}</Title>
      {body !== undefined && <div className="text-muted text-pretty">{body}</div>}
      {actions !== undefined && <div className="mt-3 flex flex-wrap items-center justify-center gap-2">{actions}</div>}
    </div>
  );
}

"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { tip } from "@/components/ui/tip";

export interface RailEntry {
  href: string;
  label: string;
  icon: ReactNode;
  /** Shown as a hint and bound to go there, e.g. "g q". */
  keys?: string;
  /** A small live number or dot at the corner; give it words of its own for screen readers. */
  badge?: ReactNode;
  /** Paths that also light this entry, e.g. "/p" for Projects. */
  also?: readonly string[];
}

export function RailLink({ href, label, icon, keys, badge, also = [] }: RailEntry) {
  const path = usePathname();
  const under = (start: string) => path === start || (start !== "/" && path.startsWith(`${start}/`));
  return (
    <Link
      href={href}
      aria-current={[href, ...also].some(under) ? "page" : undefined}
      {...tip(label, keys)}
      className="relative grid min-h-12 flex-1 content-center justify-items-center gap-0.5 rounded-control text-muted hover:bg-hover hover:text-text focus-inset aria-[current=page]:text-text lg:size-10 lg:min-h-0 lg:flex-none lg:aria-[current=page]:bg-press [&_svg]:size-[18px] [&_svg]:stroke-[1.5]"
    >
      <span className="relative">
        {icon}
        {badge !== undefined && <span className="absolute -top-1.5 left-3 flex">{badge}</span>}
      </span>
      <span className="text-[11px] leading-[14px] lg:sr-only">{label}</span>
    </Link>
  );
}

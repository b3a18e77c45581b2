"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { tabClass, tabListClass } from "@/components/ui/tab-class";

export interface TabLink {
  href: string;
  label: string;
  count?: number;
}

/** Tabs that are pages. The current one is the longest `href` that begins the path. */
export function TabLinks({ label, items }: { label: string; items: readonly TabLink[] }) {
  const path = usePathname();
  const current = items
    .filter((item) => path === item.href || path.startsWith(`${item.href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
  return (
    <nav aria-label={label} className={`${tabListClass} px-4 sm:px-6`}>
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item === current ? "page" : undefined}
          className={tabClass(item === current)}
        >
          {item.label}
          {item.count !== undefined && <span className="num text-muted text-xs">{item.count}</span>}
        </Link>
      ))}
    </nav>
  );
}

"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { useShortcuts } from "@/components/shell/shortcuts";
import { sidebarId } from "@/components/shell/sidebar-id";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import { tip } from "@/components/ui/tip";

export interface SidebarItem {
  href: string;
  label: string;
  icon: ReactNode;
  count?: number;
  /** Shown as a hint; bind it with `GoKeys`. */
  keys?: string;
  /** Paths that also light this entry, e.g. a character's package for Characters. */
  also?: readonly string[];
}

export interface SidebarGroup {
  /** "Story", "World", "Make", "Decide"; left out for the first, unnamed group. */
  label?: string;
  items: readonly SidebarItem[];
}

export interface ProjectSidebarProps {
  project: { name: string; href: string; detail?: string };
  groups: readonly SidebarGroup[];
  foot?: ReactNode;
}

/**
 * A column from 1024 px up (Mod+\ folds it), below that a drawer opened by `SidebarButton`: the same element, as a
 * native popover that wide screens do not need to open.
 */
export function ProjectSidebar({ project, groups, foot }: ProjectSidebarProps) {
  const path = usePathname();
  const items = groups.flatMap((group) => group.items);
  const places = [{ href: project.href, under: project.href }].concat(
    items.flatMap(({ href, also = [] }) => [href, ...also].map((under) => ({ href, under }))),
  );
  const current = places
    .filter(({ under }) => path === under || path.startsWith(`${under}/`))
    .sort((a, b) => b.under.length - a.under.length)[0]?.href;
  useShortcuts("Global", { "Mod+\\": { label: "Fold the project panel", run: foldSidebar } });
  useEffect(() => {
    const drawer = document.getElementById(sidebarId);
    if (drawer?.matches(":popover-open")) drawer.hidePopover();
  }, [path]);
  return (
    <aside
      id={sidebarId}
      popover="auto"
      aria-label="Project"
      className={cx(
        "fixed inset-y-0 left-0 m-0 h-dvh w-[min(280px,84vw)] flex-col overflow-y-auto bg-surface p-2 text-text open:flex",
        "shadow-float backdrop:bg-black/50 lg:static lg:flex lg:h-auto lg:w-[216px] lg:shrink-0 lg:border-r lg:shadow-none",
        "lg:[[data-sidebar=folded]_&]:hidden",
      )}
    >
      <Link
        href={project.href}
        aria-current={current === project.href ? "page" : undefined}
        className="mb-2 grid rounded-control px-2 py-1.5 hover:bg-hover focus-inset aria-[current=page]:bg-press"
      >
        <span className="truncate font-medium">{project.name}</span>
        {project.detail !== undefined && <span className="truncate text-muted text-xs">{project.detail}</span>}
      </Link>
      <nav aria-label={project.name} className="grid content-start gap-3">
        {groups.map((group, index) => (
          <section key={group.label ?? index} aria-label={group.label}>
            {group.label !== undefined && (
              <h2 className="px-2 pt-1 pb-1 font-normal text-muted text-xs">{group.label}</h2>
            )}
            <ul>
              {group.items.map((item) => (
                <li key={item.href}>
                  <SidebarLink item={item} current={item.href === current} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      {foot !== undefined && <div className="mt-auto pt-3">{foot}</div>}
    </aside>
  );
}

function SidebarLink({ item, current }: { item: SidebarItem; current: boolean }) {
  return (
    <Link
      href={item.href}
      aria-current={current ? "page" : undefined}
      {...(item.keys === undefined ? {} : tip(item.label, item.keys))}
      className="flex h-8 items-center gap-2.5 rounded-control px-2 text-muted hover:bg-hover hover:text-text focus-inset aria-[current=page]:bg-press aria-[current=page]:text-text pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.5]"
    >
      {item.icon}
      <span className="flex-1 truncate">{item.label}</span>
      {item.count !== undefined && <span className="num text-muted text-xs">{item.count}</span>}
    </Link>
  );
}

function foldSidebar(): void {
  const root = document.documentElement;
  if (root.dataset.sidebar === "folded") delete root.dataset.sidebar;
  else root.dataset.sidebar = "folded";
}

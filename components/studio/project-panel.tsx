"use client";
import {
  ArrowDownUp,
  LayoutGrid,
  ListVideo,
  Mountain,
  Settings,
  SquareCheckBig,
  Table2,
  UsersRound,
} from "lucide-react";
import { GoKeys } from "@/components/shell/go-keys";
import { ProjectSidebar, type SidebarGroup } from "@/components/shell/project-sidebar";
import { useProject } from "./project";
import { useCan } from "./viewer";

/** The project's sidebar: only pages that exist, and only those the viewer may open. */
export function ProjectPanel() {
  const { name, href } = useProject();
  const can = useCan();
  const groups: SidebarGroup[] = [
    {
      label: "Story",
      items: [
        { href: `${href}/script/shots`, label: "Shots", icon: <Table2 />, keys: "g s", also: [`${href}/masks`] },
        { href: `${href}/storyboard`, label: "Board", icon: <LayoutGrid />, keys: "g b" },
      ],
    },
    {
      label: "World",
      items: [
        {
          href: `${href}/characters`,
          label: "Characters",
          icon: <UsersRound />,
          keys: "g c",
          also: [`${href}/profiles`],
        },
        { href: `${href}/environments`, label: "Environments", icon: <Mountain />, keys: "g e" },
      ],
    },
    ...(can("queue passes")
      ? [{ label: "Make", items: [{ href: `${href}/renders`, label: "Queue", icon: <ListVideo /> }] }]
      : []),
    { label: "Decide", items: [{ href: `${href}/review`, label: "Review", icon: <SquareCheckBig />, keys: "g r" }] },
    {
      items: [
        { href: `${href}/transfer`, label: "Import and export", icon: <ArrowDownUp /> },
        ...(can("manage projects") ? [{ href: `${href}/settings`, label: "Settings", icon: <Settings /> }] : []),
      ],
    },
  ];
  const places = groups
    .flatMap((group) => group.items)
    .flatMap(({ keys, label, href }) => (keys ? [{ keys, label, href }] : []));
  return (
    <>
      <ProjectSidebar project={{ name, href }} groups={groups} />
      <GoKeys places={places} />
    </>
  );
}

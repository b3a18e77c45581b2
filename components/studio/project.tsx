"use client";
import { createContext, type ReactNode, useContext } from "react";
import type { FrameSize } from "@/contract/frame-size";

export type ProjectInHand = {
  id: string;
  slug: string;
  name: string;
  href: string;
  fpsNum: number;
  fpsDen: number;
  /** The size the film is delivered in, in pixels. */
  frame: FrameSize;
};

const ProjectContext = createContext<ProjectInHand | null>(null);

export function ProjectProvider({ project, children }: { project: ProjectInHand; children: ReactNode }) {
  return <ProjectContext value={project}>{children}</ProjectContext>;
}

/** The project this page stands in. */
export const useProject = (): ProjectInHand => {
  const project = useContext(ProjectContext);
  if (!project) throw new Error("useProject() belongs inside a project's pages");
  return project;
};

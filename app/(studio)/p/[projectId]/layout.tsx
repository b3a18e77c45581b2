import type { ReactNode } from "react";
import { projectOf } from "@/app/rsc";
import { ProjectProvider } from "@/components/studio/project";
import { ProjectPanel } from "@/components/studio/project-panel";

type Props = { params: Promise<{ projectId: string }>; children: ReactNode };

/** The value of [projectId] in the address is the project's slug. */
export default async function ProjectLayout({ params, children }: Props) {
  const { projectId } = await params;
  const { id, slug, name, fpsNum, fpsDen, frameWidth, frameHeight } = await projectOf(projectId);
  const frame = { width: frameWidth, height: frameHeight };
  return (
    <ProjectProvider project={{ id, slug, name, fpsNum, fpsDen, frame, href: `/p/${slug}` }}>
      <ProjectPanel />
      {children}
    </ProjectProvider>
  );
}

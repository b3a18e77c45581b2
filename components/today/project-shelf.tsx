"use client";
import { Thumb } from "@/components/media/thumb";
import { useCan } from "@/components/studio/viewer";
import type { Output } from "@/components/trpc";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";

type Project = Output["projects"]["list"][number];
const shown = 6;

/** The team's projects, the last changed first. */
export function ProjectShelf({ projects }: { projects: readonly Project[] }) {
  const can = useCan();
  if (projects.length === 0)
    return (
      <EmptyState
        title="There is no project yet."
        body={
          can("manage projects") ? "A project holds characters, environments and shots." : "A manager can make one."
        }
        action={
          <ButtonLink variant="primary" href="/projects">
            Open projects
          </ButtonLink>
        }
      />
    );
  return (
    <Section
      title="Projects"
      count={projects.length}
      actions={
        <ButtonLink href="/projects" variant="quiet" size="sm">
          All projects
        </ButtonLink>
      }
    >
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,280px),1fr))] gap-4">
        {projects.slice(0, shown).map((project) => (
          <li key={project.id} className="min-w-0">
            <Link href={`/p/${project.slug}`} className="group grid gap-2 rounded-picture">
              <Thumb media={project.cover} alt="" ratio={16 / 9} sizes="(min-width: 640px) 320px, 92vw" />
              <span className="grid min-w-0">
                <span className="truncate font-medium group-hover:underline">{project.name}</span>
                <span className="num truncate text-muted text-xs">{countWords(project)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const countWords = ({ frames, done, waiting }: Project): string =>
  frames === 0
    ? "No frames yet"
    : [`${done} of ${frames} frames approved`, ...(waiting > 0 ? [`${waiting} to review`] : [])].join(" · ");

import { and, asc, eq, ilike, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { characters, environments, projects, shots } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";

export const Search = z.object({ text: z.string().trim().min(1).max(100) });

export type SearchHit = {
  kind: "project" | "shot" | "character" | "environment";
  id: string;
  title: string;
  detail: string;
  href: string;
};

/** Everything with a name or code that holds the text, at most eight of a kind: what the palette shows. */
export async function search(ctx: StudioContext, input: z.input<typeof Search>): Promise<SearchHit[]> {
  requireMay(ctx, "see the studio");
  // In LIKE, % _ and \ would be signs; a person means the letters.
  const like = `%${Search.parse(input).text.replace(/[\\%_]/g, "\\$&")}%`;
  const { db, teamId } = ctx;
  const inProject = { slug: projects.slug, project: projects.name };
  const [p, s, c, e] = await Promise.all([
    db
      .select({ id: projects.id, ...inProject })
      .from(projects)
      .where(and(eq(projects.teamId, teamId), isNull(projects.archivedAt), ilike(projects.name, like)))
      .limit(8),
    db
      .select({ id: shots.id, code: shots.code, description: shots.description, ...inProject })
      .from(shots)
      .innerJoin(projects, eq(projects.id, shots.projectId))
      .where(
        and(
          eq(shots.teamId, teamId),
          isNull(shots.archivedAt),
          isNull(projects.archivedAt),
          or(ilike(shots.code, like), ilike(shots.description, like)),
        ),
      )
      .orderBy(asc(shots.code))
      .limit(8),
    db
      .select({ id: characters.id, code: characters.code, name: characters.name, ...inProject })
      .from(characters)
      .innerJoin(projects, eq(projects.id, characters.projectId))
      .where(
        and(
          eq(characters.teamId, teamId),
          isNull(characters.archivedAt),
          isNull(projects.archivedAt),
          or(ilike(characters.name, like), ilike(characters.code, like), ilike(characters.triggerWord, like)),
        ),
      )
      .orderBy(asc(characters.name))
      .limit(8),
    db
      .select({ id: environments.id, code: environments.code, name: environments.name, ...inProject })
      .from(environments)
      .innerJoin(projects, eq(projects.id, environments.projectId))
      .where(
        and(
          eq(environments.teamId, teamId),
          isNull(environments.archivedAt),
          isNull(projects.archivedAt),
          or(ilike(environments.name, like), ilike(environments.code, like)),
        ),
      )
      .orderBy(asc(environments.name))
      .limit(8),
  ]);
  return [
    ...p.map((row) => ({
      kind: "project" as const,
      id: row.id,
      title: row.project,
      detail: "Project",
      href: `/p/${row.slug}`,
    })),
    ...s.map((row) => ({
      kind: "shot" as const,
      id: row.id,
      title: row.code,
      detail: row.description || row.project,
      href: `/p/${row.slug}/script/shots/${row.code}`,
    })),
    ...c.map((row) => ({
      kind: "character" as const,
      id: row.id,
      title: row.name,
      detail: row.project,
      href: `/p/${row.slug}/characters/${row.code}`,
    })),
    ...e.map((row) => ({
      kind: "environment" as const,
      id: row.id,
      title: row.name,
      detail: row.project,
      href: `/p/${row.slug}/environments/${row.code}`,
    })),
  ];
}

import { and, eq } from "drizzle-orm";
import { type StudioContext, withTransaction } from "../../server/context";
import { setFollow } from "../../server/inbox/follow";
import { createProject } from "../../server/projects/create";
import { createPlaylist } from "../../server/views/playlists";
import { saveView } from "../../server/views/saved-views";
import { projects } from "../schema/index";
import { addCharacter } from "./cast";
import { readManifest } from "./manifest";
import { makePerson, type Named, type People } from "./people";
import { addPlace } from "./place";
import { addShot } from "./shots";

/** Make the sample project "Low Tide" in a team, through the same verbs a person uses: all of it or nothing. Does nothing if the team has one. */
export const seedLowTide = (ctx: StudioContext): Promise<void> => withTransaction(ctx, makeLowTide);

async function makeLowTide(ctx: StudioContext): Promise<void> {
  const [there] = await ctx.db
    .select({ id: projects.id })
    .from(projects)
    .where(and(eq(projects.teamId, ctx.teamId), eq(projects.isSample, true)));
  if (there) return;
  const { project, characters, environment, shots, desk } = await readManifest();
  const people: People = {
    artist: await makePerson(ctx, "Ines Duarte", "artist"),
    supervisor: await makePerson(ctx, "Jonas Brandt", "supervisor"),
  };
  const { artist, supervisor } = people;
  const { id: projectId } = await createProject(ctx, {
    name: project.name,
    description: project.logline,
    isSample: true,
  });
  await setFollow(supervisor, { subjectId: projectId, following: true });

  const named: Named = new Map(
    Object.entries(people).map(([part, { actor }]) => [part, { id: actor.id, label: actor.name }]),
  );
  for (const one of characters)
    named.set(one.code, { id: await addCharacter(people, projectId, one), label: one.name });
  const place = await addPlace(artist, projectId, environment);
  named.set(environment.code, { id: place.environmentId, label: environment.name });
  for (const shot of shots) await addShot(people, shot, { projectId, ...place }, named);

  await saveView(supervisor, { projectId, area: "shots", ...desk.view, shared: true });
  const shotIds = desk.playlist.shots.flatMap((code) => named.get(code)?.id ?? []);
  await createPlaylist(supervisor, { projectId, name: desk.playlist.name, shotIds });
}

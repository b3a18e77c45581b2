import { eq } from "drizzle-orm";
import { placeText } from "../../contract/script/fields";
import type { TaskType } from "../../contract/script/task-types";
import type { StudioContext } from "../../server/context";
import { setStatus } from "../../server/review/set-status";
import { createShots } from "../../server/script/create-shots";
import { editShots } from "../../server/script/edit-shots";
import { updateShot } from "../../server/script/update-shot";
import { addFrame, addVersion } from "../../server/storyboard/add-version";
import { followFrames } from "../../server/storyboard/frame-status";
import { setTasks } from "../../server/tasks/set";
import { frames } from "../schema/index";
import type { SampleFrame, SampleShot } from "./manifest";
import { bring, type Named, type People, withChips } from "./people";

/** Versions and notes in the order they would have happened: a fix arrives between the retake and the next look. */
async function addSampleFrame(people: People, shotId: string, frame: SampleFrame, named: Named) {
  const { artist } = people;
  const { id: frameId } = await addFrame(artist, { shotId, label: frame.label.toUpperCase() });
  const waiting = [...frame.versions];
  let parentId: string | undefined;
  const addNext = async () => {
    const next = waiting.shift();
    if (!next) return;
    const given = { frameId, mediaId: await bring(artist, next.file), title: next.title, origin: "sample" as const };
    parentId = (await addVersion(artist, { ...given, ...(parentId ? { parentId } : {}) })).id;
  };
  while (waiting[0] && waiting[0].kind !== "fix") await addNext();
  for (const { by, body, statusChange } of frame.notes) {
    if (statusChange?.from === "retake") await addNext();
    await setStatus(people[by], {
      frameId,
      body: withChips(body, named),
      status: statusChange?.to ?? frame.status,
    });
  }
  const [now] = await artist.db.select({ status: frames.status }).from(frames).where(eq(frames.id, frameId));
  if (now && now.status !== frame.status)
    await artist.db.update(frames).set({ status: frame.status }).where(eq(frames.id, frameId));
}

const dayFrom = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The tasks of a shot, their assignees and the day they are due, counted from today. */
async function addWork(people: People, projectId: string, shotId: string, { work, dueIn }: SampleShot) {
  const { artist, supervisor } = people;
  const doers: Partial<Record<TaskType, StudioContext>> = { board: supervisor };
  for (const [type, status] of Object.entries(work) as [TaskType, SampleShot["status"]][])
    await setTasks(supervisor, {
      ...{ projectId, shotIds: [shotId], types: [type], status },
      assigneeId: (doers[type] ?? artist).actor.id,
      dueOn: dueIn === null ? null : dayFrom(dueIn),
    });
}

type Where = { projectId: string; environmentId: string; stateIds: ReadonlyMap<string, string> };

/** One shot of the film with its cast, its frames and the work on it. */
export async function addShot(people: People, shot: SampleShot, { projectId, ...place }: Where, named: Named) {
  const { artist, supervisor } = people;
  const [sequence = "SQ010", code = shot.code] = shot.code.split("_");
  const [made] = await createShots(artist, {
    ...{ projectId, sequence, shots: code },
    details: [{ code, description: shot.action, durationFrames: shot.durationFrames, ...shot.details }],
  });
  if (!made) throw new Error(`The sample's shot ${shot.code} was not made`);
  named.set(shot.code, { id: made.id, label: shot.code });
  const cast = shot.cast.flatMap((code) => named.get(code)?.id ?? []);
  await updateShot(artist, { shotId: made.id, assigneeId: artist.actor.id, cast });
  const due = shot.dueIn === null ? "" : dayFrom(shot.dueIn);
  const value = placeText(place.environmentId, place.stateIds.get(shot.state) ?? null);
  await editShots(artist, {
    projectId,
    edits: [
      { shotId: made.id, field: "place", seen: "", value },
      { shotId: made.id, field: "due", seen: "", value: due },
    ],
  });
  for (const frame of shot.frames) await addSampleFrame(people, made.id, frame, named);
  await addWork(people, projectId, made.id, shot);
  await followFrames(artist, made.id, projectId);
  // On hold and omitted are a person's word, which no frame says.
  if (shot.status === "hold" || shot.status === "omit")
    await updateShot(supervisor, { shotId: made.id, status: shot.status });
  return made.id;
}

import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import { activity, jobs } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeJob, makeNode, makeProject, makeTeam, makeUser } from "@/db/testing/factories";
import { NotFoundError } from "@/server/errors";
import { asNode, asUser } from "@/server/testing/contexts";
import { claim } from "./claim";
import { fail } from "./fail";
import { pausePerson } from "./pause";
import { promoteDelayed } from "./promote";
import { readJob } from "./read";
import { tryNow } from "./try-now";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

/** A job whose first try just failed on the team's only node. */
const studio = async () => {
  const team = await makeTeam(db);
  const project = await makeProject(db, team.id);
  const person = async (role: "artist" | "manager") => asUser(db, team.id, await makeUser(db, team.id, role), role);
  const [artist, other, manager] = [await person("artist"), await person("artist"), await person("manager")];
  const node = asNode(db, await makeNode(db, team.id, [{ pass: "adjust", state: "ready" }]));
  const { id } = await makeJob(db, project, { createdBy: artist.actor.id });
  const { job } = await claim(node, node.actor.id);
  await fail(node, {
    ...{ jobId: id, leaseId: job?.leaseId ?? "", cause: "out_of_memory", retry: "degrade" },
    ...{ message: "Box ran out of memory.", log: "" },
  });
  const stateOf = async () => (await db.select().from(jobs).where(eq(jobs.id, id)))[0];
  return { team, artist, other, manager, node, id, stateOf };
};

describe("trying a job at once that pauses after a failure", () => {
  it("offers it, puts the job back in its place, and says who did it", async () => {
    const { artist, node, id, stateOf } = await studio();
    const before = await stateOf();
    expect(before?.state).toBe("delayed");
    expect((await readJob(artist, { jobId: id })).why?.fix).toEqual({ kind: "try-now", words: "Try now" });
    expect((await claim(node, node.actor.id)).job).toBeNull();
    expect(await promoteDelayed(db)).toBe(0);

    await tryNow(artist, { jobId: id });

    expect(await stateOf()).toMatchObject({
      ...{ state: "ready", vt: before?.vt, band: before?.band, degrade: before?.degrade },
      ...{ attempt: before?.attempt, maxAttempts: before?.maxAttempts },
    });
    expect(await db.select().from(activity).where(eq(activity.subjectId, id))).toMatchObject([
      { verb: "job.try-now", actorId: artist.actor.id },
    ]);
    expect((await claim(node, node.actor.id)).job).toMatchObject({ id, attempt: 2 });
  });

  it("is the word of whoever asked, or of a manager; another team does not find it", async () => {
    const { other, manager, id } = await studio();
    const strange = await studio();

    await expect(tryNow(other, { jobId: id })).rejects.toThrow("You may not cancel other people's work");
    await expect(tryNow(strange.artist, { jobId: id })).rejects.toThrow(NotFoundError);
    await expect(tryNow(strange.artist, { jobId: newId("job") })).rejects.toThrow(NotFoundError);
    await expect(tryNow(manager, { jobId: id })).resolves.toEqual({ id });
  });

  it("is held while its person has paused their work", async () => {
    const { artist, id, stateOf } = await studio();
    await pausePerson(artist);
    expect((await stateOf())?.state).toBe("delayed");

    await tryNow(artist, { jobId: id });

    expect(await stateOf()).toMatchObject({ state: "held", heldFor: ["person"] });
  });

  it("is refused for a job that does not pause", async () => {
    const { artist, id } = await studio();
    await tryNow(artist, { jobId: id });

    await expect(tryNow(artist, { jobId: id })).rejects.toThrow("does not wait for another try any more");
  });
});

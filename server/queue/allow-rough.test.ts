import { afterAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "@/db/testing/database";
import { makeJob, makeNode, makeProject, makeTeam, makeUser } from "@/db/testing/factories";
import { asNode, asUser } from "@/server/testing/contexts";
import { allowRough } from "./allow-rough";
import { cancelJob } from "./cancel";
import { claim } from "./claim";
import { readQueue } from "./read";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const studio = async () => {
  const team = await makeTeam(db);
  const project = await makeProject(db, team.id);
  const artist = asUser(db, team.id, await makeUser(db, team.id, "artist"), "artist");
  const other = asUser(db, team.id, await makeUser(db, team.id, "artist"), "artist");
  const node = asNode(db, await makeNode(db, team.id, [{ pass: "adjust", state: "rough", rough: "A lesser one" }]));
  const ask = () => makeJob(db, project, { createdBy: artist.actor.id });
  return { team, project, artist, other, node, ask };
};

describe("allowing a rough result", () => {
  it("lets the node that could only do it roughly take the job", async () => {
    const { artist, node, ask } = await studio();
    const job = await ask();
    const { waiting } = await readQueue(artist);
    expect(waiting[0]?.why?.fix.kind).toBe("allow-rough");
    expect((await claim(node, node.actor.id)).job).toBeNull();

    await allowRough(artist, { jobId: job.id });

    expect((await claim(node, node.actor.id)).job?.id).toBe(job.id);
  });

  it("is the word of whoever asked, or of a manager", async () => {
    const { team, other, ask } = await studio();
    const job = await ask();
    const manager = asUser(db, team.id, await makeUser(db, team.id, "manager"), "manager");

    await expect(allowRough(other, { jobId: job.id })).rejects.toThrow("You may not cancel other people's work");
    await expect(allowRough(manager, { jobId: job.id })).resolves.toEqual({ id: job.id });
  });

  it("is too late once the job does not wait any more", async () => {
    const { artist, ask } = await studio();
    const job = await ask();
    await cancelJob(artist, { jobId: job.id });

    await expect(allowRough(artist, { jobId: job.id })).rejects.toThrow("does not wait any more");
  });
});

describe("a filtered queue", () => {
  it("tells a job's place in the whole line, not in what is shown", async () => {
    const { team, project, artist, other, ask } = await studio();
    await makeNode(db, team.id, [{ pass: "adjust", state: "ready" }]);
    await ask();
    const mine = await makeJob(db, project, { createdBy: other.actor.id });

    const { waiting, counts } = await readQueue(other, { mine: true });

    expect(waiting.map(({ id }) => id)).toEqual([mine.id]);
    expect(counts.waiting).toBe(1);
    expect(waiting[0]?.why?.summary).toContain("1 job before it");
    expect((await readQueue(artist)).counts.waiting).toBe(2);
  });
});

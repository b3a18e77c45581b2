import { figure, median, quantile } from "./figure";
import { call, sampleProject, signIn } from "./studio";

/** Queue a pass → the local node starts it: from the browser's call to the lease in the database, one job at a time. */
export async function studioWaits(): Promise<void> {
  const cookie = await signIn();
  const project = await sampleProject(cookie);
  const board = await call<{ versionId: string | null }[]>(cookie, "query", "storyboard.board", {
    projectId: project.id,
  });
  const versionId = board.find((frame) => frame.versionId)?.versionId;
  if (!versionId) throw new Error("the sample project shows no version");

  type Job = { state: string; startedAt: string | null; createdAt: string };
  const waits: number[] = [];
  for (let n = 0; n < 25; n++) {
    const { jobs } = await call<{ jobs: { id: string }[] }>(cookie, "mutation", "renders.submit", {
      versionId,
      pass: "crop-resize",
    });
    const jobId = jobs[0]?.id;
    for (;;) {
      const job = await call<Job>(cookie, "query", "renders.job", { jobId });
      if (job.state === "failed" || job.state === "cancelled") throw new Error(`the job ${job.state}`);
      if (job.state === "succeeded" && job.startedAt) {
        waits.push(Date.parse(job.startedAt) - Date.parse(job.createdAt));
        break;
      }
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  const measured = waits.slice(5);
  figure({
    figure: "queue a pass → the node starts it, p50",
    value: median(measured),
    unit: "ms",
    target: 50,
    beside: { name: "p95", value: quantile(measured, 0.95) },
  });
}

import { type ChildProcess, spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { mediaLimits } from "@/contract/media";
import { dataPath } from "../env";

/** What a child answers to a job; `ended`: it died over it. */
export type Ended = { ended: true; code: number | null };
type Message<Answer> =
  | { ready: true }
  | { failed: string }
  | { id: number; ask: true }
  | { id: number; answer: Answer | { fault: string } };

const timeoutMs = 60_000;
const idleMs = 30_000;
export const memoryExit = 77;
/** A picture of more pixels waits until no other such one is being decoded. */
const alonePixels = 30_000_000;
/** Below the studio's own work: a drop of fifty pictures must not make its pages slow. */
const niceness = 5;

/** One decode process, started with its first job and ended after half a minute without any. One job at a time. */
export class DecodeLane<Job extends object, Answer extends object> {
  private child: ChildProcess | undefined;
  private idle: NodeJS.Timeout | undefined;
  private jobs = 0;
  private readonly threads: number;
  private readonly alone: () => Promise<() => void>;

  /** `threads`: of libvips. `alone` waits for the right to decode a large picture and answers how to give it back. */
  constructor(threads: number, alone: () => Promise<() => void>) {
    this.threads = threads;
    this.alone = alone;
  }

  get warm(): boolean {
    return this.child !== undefined;
  }

  /** Does a job, a second time in a fresh process if the first one died. */
  async run(job: Job): Promise<Answer | Ended> {
    clearTimeout(this.idle);
    const first = await this.once(job);
    // A crash may be the fault of an earlier picture in the same process: a fresh one has the last word.
    const last = "ended" in first && first.code !== memoryExit ? await this.once(job) : first;
    this.idle = setTimeout(() => this.stop(), idleMs);
    this.idle.unref();
    return last;
  }

  private async once(job: Job): Promise<Answer | Ended> {
    const child = this.child ?? (await this.start());
    const id = ++this.jobs;
    child.ref();
    child.channel?.ref();
    let timer: NodeJS.Timeout | undefined;
    let release = () => {};
    let over = false;
    return new Promise<Answer | Ended>((resolve, reject) => {
      const settle = (act: () => void) => {
        over = true;
        clearTimeout(timer);
        release();
        child.off("message", onMessage).off("exit", onExit);
        child.channel?.unref();
        child.unref();
        act();
      };
      const count = () => {
        timer = setTimeout(() => {
          this.stop();
          settle(() => resolve({ refused: "slow" } as unknown as Answer));
        }, timeoutMs);
      };
      const onMessage = (message: Message<Answer>) => {
        if (!("id" in message) || message.id !== id) return;
        if ("ask" in message)
          return void this.letGo(child, id, timer, count, () => over).then((off) => (release = off));
        const { answer } = message;
        settle(() =>
          "fault" in answer ? reject(new Error(`Decoding failed: ${answer.fault}`)) : resolve(answer as Answer),
        );
      };
      const onExit = (code: number | null) => settle(() => resolve({ ended: true, code }));
      count();
      child.on("message", onMessage).on("exit", onExit);
      const { pixels, side, lightPixels } = mediaLimits;
      const limits = { pixels, side, lightPixels, alone: alonePixels };
      child.send({ id, ...job, limits }, (error) => error && this.stop());
    });
  }

  /** Waiting for another large picture is no time of this one's. */
  private async letGo(
    child: ChildProcess,
    id: number,
    timer: NodeJS.Timeout | undefined,
    count: () => void,
    over: () => boolean,
  ) {
    clearTimeout(timer);
    const release = await this.alone();
    if (over()) {
      release();
      return () => {};
    }
    count();
    child.send({ id, go: true }, (error) => error && this.stop());
    return release;
  }

  private async start(): Promise<ChildProcess> {
    const script = path.join(/*turbopackIgnore: true*/ process.cwd(), "server", "media", "decode-child.mjs");
    const temporary = dataPath("tmp");
    await mkdir(temporary, { recursive: true });
    // No environment but this: a process that reads hostile bytes need not know the studio's secrets.
    const child = spawn(process.execPath, ["--max-old-space-size=256", script, String(this.threads)], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      env: { MALLOC_ARENA_MAX: "2", TMPDIR: temporary, NODE_ENV: "production" },
    });
    this.child = child;
    child.on("exit", () => {
      if (this.child === child) this.child = undefined;
    });
    return new Promise((resolve, reject) => {
      const failed = (why: unknown) => reject(new Error(`The picture decoder did not start from ${script}: ${why}`));
      child.once("error", failed).once("exit", failed);
      child.once("message", (message: Message<Answer>) => {
        child
          .off("error", failed)
          .off("exit", failed)
          .on("error", () => {});
        if ("failed" in message) return failed(message.failed);
        yieldTo(child);
        resolve(child);
      });
    });
  }

  stop(): void {
    this.child?.kill("SIGKILL");
    this.child = undefined;
  }
}

const yieldTo = ({ pid }: ChildProcess): void => {
  try {
    if (pid !== undefined) os.setPriority(pid, niceness);
  } catch {
    // Gone already, or a system without priorities: it then runs like the rest.
  }
};

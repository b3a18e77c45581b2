import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { testServer } from "../../config";
import { ComfyHttp } from "../../engines/comfy/http";

/**
 * The real server of the tests: one that runs already (COMFY_URL), or one that is started, and may be killed, by a
 * command that ends in its program (COMFY_COMMAND, "python main.py --cpu --port 8188", in COMFY_DIR).
 */
export class RealServer {
  readonly url: string;
  readonly #command: string | undefined;
  readonly #dir: string | undefined;
  #child: ChildProcess | undefined;

  constructor() {
    const { url, command, dir } = testServer();
    this.url = url;
    this.#command = command;
    this.#dir = dir;
  }

  get dir(): string | undefined {
    return this.#dir;
  }
  /** Whether it is ours to kill. */
  get owned(): boolean {
    return this.#command !== undefined;
  }

  async start(): Promise<void> {
    // Asked twice, it is the same server.
    if (this.#command !== undefined && this.#child === undefined)
      this.#child = spawn(this.#command, {
        shell: true,
        detached: true,
        stdio: "ignore",
        ...(this.#dir && { cwd: this.#dir }),
      });
    const http = new ComfyHttp({ url: this.url });
    for (let tries = 0; ; tries++) {
      const up = await http.systemStats().then(
        () => true,
        () => false,
      );
      if (up) return;
      if (tries > 150) throw new Error(`no image server answers at ${this.url}`);
      await sleep(1_000);
    }
  }

  /** kill −9 to the whole group: the command's shell and the server. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    process.kill(-child.pid, "SIGKILL");
    await gone;
  }
}

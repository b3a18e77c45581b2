// Preloaded into child processes (node --import). Their stdin is a pipe the launcher holds open; if the launcher dies
// without a chance to clean up (kill -9), the pipe closes and the child ends itself.
import { isMainThread } from "node:worker_threads";

const end = () => {
  process.kill(process.pid, "SIGTERM");
  // an open event stream would hold a graceful shutdown for ever
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 1_000).unref();
};
// Worker threads inherit the preload, and `next dev` hands it to every process below it (its CSS worker, whose stdin is
// closed from the start, would end itself and the page would compile for ever). Only the first process holds the pipe.
if (isMainThread && !process.env.BACKLOT_TIED) {
  process.env.BACKLOT_TIED = "1";
  process.stdin.on("end", end).on("error", end).resume();
  process.stdin.unref?.();
}

// Preloaded into child processes (node --import). Their stdin is a pipe the launcher holds open; if the launcher dies
// without a chance to clean up (kill -9), the pipe closes and the child ends itself.
import { isMainThread } from "node:worker_threads";

const end = () => {
  process.kill(process.pid, "SIGTERM");
  // an open event stream would hold a graceful shutdown for ever
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 1_000).unref();
};
// a worker thread inherits the preload, but its stdin is not the pipe
if (isMainThread) {
  process.stdin.on("end", end).on("error", end).resume();
  process.stdin.unref?.();
}

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Is there a process with this id? One of another user counts. */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

const ps = (pid, column) => {
  const answer = spawnSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8" });
  return answer.status === 0 ? answer.stdout.trim() : "";
};

/**
 * When the process began, as an opaque word, or "" if unknown. A pid alone is not enough:
 * after a reboot, or in a new container, an old lock's pid often belongs to someone else.
 */
export function startMark(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return process.platform === "linux" ? "" : ps(pid, "lstart");
  }
}

/** The command line of a process, arguments separated by spaces; "" if unknown. */
export function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return process.platform === "linux" ? "" : ps(pid, "command");
  }
}

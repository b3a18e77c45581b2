import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { studio } from "./studio";

/** The studio's web server, a child of its launcher. */
export const webPid = (): number => {
  const lines = execFileSync("ps", ["-eo", "pid,ppid,args"], { encoding: "utf8" }).split("\n");
  const found = lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .find((match) => Number(match?.[2]) === studio.pid && /next/.test(match?.[3] ?? ""))?.[1];
  if (!found) throw new Error(`no web server among the children of ${studio.pid}`);
  return Number(found);
};

/** Resident memory in MiB. */
export const rss = async (pid: number): Promise<number> =>
  Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

/** Seconds of processor time since it began, all threads: the kernel counts in hundredths. */
export const cpuSeconds = async (pid: number): Promise<number> => {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const [user, system] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13);
  return (Number(user) + Number(system)) / 100;
};

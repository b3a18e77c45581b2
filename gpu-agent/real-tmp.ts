import { mkdirSync } from "node:fs";
import { freeEngines, performPass } from "/work/main/gpu-agent/perform";

const [pass, file, params = "{}", mask] = process.argv.slice(2);
const outDir = `/tmp/real-${pass}-${Date.now()}`;
mkdirSync(outDir);
const t = performance.now();
let n = 0;
try {
  const r = await performPass({
    pass: pass!,
    version: 1,
    params: JSON.parse(params),
    inputs: { image: [file!], ...(mask && { mask: [mask] }) },
    outDir,
    signal: new AbortController().signal,
    onProgress: (p) => {
      n++;
      if (n < 12) console.log(Math.round(performance.now() - t), p.fraction.toFixed(2), p.label);
    },
  });
  console.log(
    JSON.stringify({ ...r, outputs: r.outputs.map((o) => [o.slot, o.label]), outDir }, null, 1).slice(0, 2500),
  );
} catch (e) {
  console.log("ERR", (e as any).cause, (e as Error).message, (e as any).origin);
}
console.log(n, "progress", Math.round(performance.now() - t), "ms", Math.round(process.memoryUsage().rss / 1e6), "MB");
await freeEngines();
setTimeout(() => console.log("after free", Math.round(process.memoryUsage().rss / 1e6), "MB"), 500);

// A trainer as small as can be: reads a dataset, counts steps as kohya does, writes true safetensors and sample pictures.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const given = Object.fromEntries(process.argv.slice(2).map((word) => word.replace(/^--/, "").split(/=(.*)/s)));
const [steps, every] = [Number(given.steps), Number(given.every)];
const pictures = readdirSync(given.dataset).filter((name) => name.endsWith(".png"));
const captions = pictures.map((name) => readFileSync(path.join(given.dataset, name.replace(".png", ".txt")), "utf8"));

const save = (file, step) => {
  const weights = new Float32Array(8).fill(step);
  const header = JSON.stringify({
    __metadata__: { ss_output_name: given.name, captions: captions.join("|") },
    "lora_unet_down.lora_down.weight": { dtype: "F32", shape: [2, 4], data_offsets: [0, 32] },
  });
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(header)));
  writeFileSync(
    path.join(given.output, file),
    Buffer.concat([length, Buffer.from(header), Buffer.from(weights.buffer)]),
  );
};

if (given.fail) {
  console.error(`Traceback in /home/somebody/sd-scripts/train.py: ${given.fail}`);
  process.exit(3);
}
if (given.large) writeFileSync(path.join(given.output, "state.bin"), Buffer.alloc(Number(given.large)));
mkdirSync(path.join(given.output, "sample"), { recursive: true });
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
for (let step = 1; step <= steps; step++) {
  await sleep(Number(given.pace ?? 5));
  const loss = (1 / step).toFixed(4);
  process.stderr.write(
    `\rsteps:  ${Math.round((100 * step) / steps)}%|██  | ${step}/${steps} [00:01<00:09,  9.8it/s, avr_loss=${loss}]`,
  );
  if (step % every === 0 && step < steps) save(`${given.name}-step${String(step).padStart(8, "0")}.safetensors`, step);
  if (step % every === 0)
    writeFileSync(
      path.join(given.output, "sample", `${given.name}_${String(step).padStart(6, "0")}_00_20260101.png`),
      Buffer.from(pixel, "base64"),
    );
}
if (given.broken) writeFileSync(path.join(given.output, "broken.safetensors"), "version https://git-lfs");
save(`${given.name}.safetensors`, steps);
console.log("\nmodel saved.");

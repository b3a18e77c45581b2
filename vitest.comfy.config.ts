import { defineConfig } from "vitest/config";

// Every core pass on a real image server: npm run test:comfy, with COMFY_URL or COMFY_COMMAND. Not a part of npm test.
export default defineConfig({
  test: {
    name: "comfy",
    include: ["gpu-agent/**/*.comfy-test.ts"],
    testTimeout: 600_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    reporters: ["verbose"],
  },
});

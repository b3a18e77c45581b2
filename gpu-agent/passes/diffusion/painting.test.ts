import { ComfyServer } from "../../engines/comfy/comfy-server";
import { FakeComfy } from "../../testing/fake-comfyui/server";
import { paintingCases } from "../../testing/painting/cases";

// The same cases as on a real server (npm run test:comfy); here the pictures are noise that follows from the graph.
const fake = new FakeComfy();
const pace = {
  firstPoll: 5,
  poll: 20,
  slowPoll: 40,
  miss: 30,
  silent: 2_000,
  cancelAgain: 20,
  wedged: 2_000,
  down: 2_000,
};
let server: ComfyServer;

paintingCases({
  open: async () => {
    const url = await fake.start();
    server = new ComfyServer({ kind: "comfyui", url, headers: {}, dir: undefined }, { pace });
    return server;
  },
  close: async () => {
    server.runner.close();
    await fake.kill();
  },
  real: false,
  models: {
    checkpoint: "tiny_sd15.safetensors",
    loras: ["dave.safetensors", "diane.safetensors"],
    tile: "control_v11f1e_sd15_tile.safetensors",
  },
});

import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import type { ModelFile } from "../../../contract/engine/report";
import type { PassId } from "../../../contract/passes/catalogue";
import { MadeWith } from "../../../contract/recipe/made-with";
import type { ComfyServer, ComfyState } from "../../engines/comfy/comfy-server";
import { asPassError, EngineError } from "../../engines/comfy/errors";
import { decode, type Expected } from "../../engines/comfy/harvest";
import type { GraphDone } from "../../engines/comfy/runner";
import { PassError } from "../../engines/engine";
import type { Pixels, Rgb } from "../../geometry/pixels";
import { GraphBuilder } from "../../graph/builder";
import { validate } from "../../graph/validate";
import { log } from "../../log";
import { agentVersion } from "../../version";
import type { PassJob } from "../work";
import type { Base } from "./base";
import {
  BeginAgain,
  endOfMemory,
  firstStep,
  type Less,
  type Step,
  stepsOf,
  type Thrift,
  thriftOf,
  wordsOfStep,
} from "./ladder";

type Stage = {
  /** Stays the same from run to run: it is part of the prompt's id. */
  stage: string;
  /** Builds the graph and names what it gives. */
  build: (g: GraphBuilder, thrift: Thrift) => readonly Expected[];
  from?: number;
  to?: number;
  /** Said before what the server says: "Tile 3 of 9". */
  about?: string;
};

/** One pass on the image server: hands over pictures, runs graphs with the memory ladder, and notes all that made it. */
export class Painter<Id extends PassId> {
  readonly job: PassJob<Id>;
  readonly server: ComfyServer;
  state: ComfyState;
  readonly warnings: string[] = [];
  readonly #pass: Id;
  readonly #less: readonly Less[];
  readonly #mayDegrade: boolean;
  readonly #steps: readonly Step[];
  readonly #models = new Map<string, ModelFile>();
  readonly #inputs = new Map<string, string>();
  readonly #pictures = new Map<string, Buffer>();
  readonly #graphs: MadeWith["graphs"] = [];
  readonly #seeds: MadeWith["seeds"] = [];
  #sampler: MadeWith["sampler"] = null;
  #step: Step;
  #previewAt = 0;

  /** `less`: what this job can do with less memory. `step`: of the memory ladder, where an earlier painter left off. */
  constructor(
    job: PassJob<Id>,
    server: ComfyServer,
    state: ComfyState,
    { pass, less, step }: { pass: Id; less: readonly Less[]; step?: Step | undefined },
  ) {
    this.job = job;
    this.server = server;
    this.state = state;
    this.#pass = pass;
    this.#less = less;
    this.#mayDegrade = (job.params as { mayDegrade?: boolean }).mayDegrade ?? true;
    this.#steps = stepsOf(less, this.#mayDegrade);
    this.#step = step ?? firstStep(this.#steps, job.degrade);
    this.#sayStep();
  }

  /** What the pass leaves out now. It stays so while the pass runs, but for tiled decoding. */
  get thrift(): Thrift {
    return thriftOf(this.#step);
  }

  #sayStep(): void {
    const words = wordsOfStep(this.#step, this.#less);
    if (words) this.warnings.push(words);
  }

  get models(): readonly ModelFile[] {
    return this.state.models;
  }

  uses(...files: readonly (ModelFile | undefined)[]): void {
    for (const file of files) if (file) this.#models.set(`${file.role} ${file.file}`, file);
  }
  usesBase({ main, encoders, vae }: Base): void {
    this.uses(main, ...encoders, vae);
  }
  seed(stage: string, seed: number): void {
    this.#seeds.push({ stage, seed });
  }
  samples(name: string, scheduler: string, warnings: readonly string[]): void {
    this.#sampler = { name, scheduler };
    for (const words of warnings) if (!this.warnings.includes(words)) this.warnings.push(words);
  }

  /** Hands a picture or mask over; answers its name on the server. */
  async put(pixels: Pixels): Promise<string> {
    const { data, width, height, channels } = pixels;
    const png = await sharp(data, { raw: { width, height, channels } })
      .toColourspace(channels === 1 ? "b-w" : "srgb")
      .png({ compressionLevel: 3 })
      .toBuffer();
    const { name, sha256 } = await this.#upload(png);
    this.#inputs.set(name, sha256);
    this.#pictures.set(name, png);
    return name;
  }

  async #upload(png: Buffer): Promise<{ name: string; sha256: string }> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.server.put(png, this.job.signal);
      } catch (error) {
        if (tries >= 5 || !(error instanceof EngineError && error.kind === "engine_down")) throw asPassError(error);
        await sleep(1_000 * tries, undefined, { signal: this.job.signal });
      }
    }
  }

  /**
   * Runs one graph, and again with less memory as the recipe allows. Rejects with a PassError, or with BeginAgain when
   * the next step is the pass's own to take.
   */
  async run(given: Stage): Promise<GraphDone & { expects: readonly Expected[] }> {
    for (;;) {
      const g = new GraphBuilder();
      const expects = given.build(g, this.thrift);
      await this.#check(g);
      try {
        const task = { job: this.job.id, stage: given.stage, graph: g.graph, expects };
        const done = await this.server.runner.run(task, {
          signal: this.job.signal,
          reupload: () => this.#handOverAgain(),
          onTick: ({ fraction, label, preview }) => this.#show(given, fraction, label, preview),
        });
        this.#graphs.push({ stage: given.stage, promptId: done.promptId, graph: done.graph, seconds: done.seconds });
        return { ...done, expects };
      } catch (error) {
        if (!(error instanceof EngineError) || error.kind !== "oom") throw asPassError(error);
        await this.#climb(error);
      }
    }
  }

  /** The one picture of a graph that gives one. */
  async paint(given: Stage): Promise<Rgb> {
    const { results, expects } = await this.run(given);
    const [first] = expects;
    const [image] = results[first?.node ?? ""]?.images ?? [];
    if (!image) throw new PassError("engine", "now", "The image server gave no picture.");
    return image;
  }

  /** The one file of a graph that gives one: a film, a mesh. */
  async fetchFile(given: Stage): Promise<Buffer> {
    const { results, expects } = await this.run(given);
    const [first] = expects;
    const [file] = results[first?.node ?? ""]?.files ?? [];
    if (!file) throw new PassError("engine", "now", "The image server gave no file.");
    return this.server.http.view(file, this.job.signal);
  }

  async #climb(error: EngineError): Promise<void> {
    const next = this.#steps.find((step) => step > this.#step);
    if (next === undefined) {
      const stats = await this.server.http.systemStats().catch(() => undefined);
      const about = { pass: this.#pass, params: this.job.params, raw: error.raw, stats };
      const words = endOfMemory({ ...about, last: this.#step, mayDegrade: this.#mayDegrade });
      throw new PassError("oom", "elsewhere", words, error);
    }
    log.warn(`out of GPU memory: ${next === 1 ? "emptying the server" : "going on with less"}`);
    await this.server.http.free(true).catch(() => {});
    if (next >= 3) throw new BeginAgain(next);
    this.#step = next;
    this.#sayStep();
  }

  /** The server's own checks before anything is posted. A list may be old: it is asked anew before a model is missed. */
  async #check(g: GraphBuilder): Promise<void> {
    let problems = validate(g.graph, this.state.objects);
    if (!problems.length) return;
    const anew = await this.server.look(true);
    if (anew.ok) {
      this.state = anew.state;
      problems = validate(g.graph, this.state.objects);
    }
    const [first] = problems;
    if (!first) return;
    const name = g.graph[first.node]?.class_type ?? "";
    if (first.type === "invalid_prompt")
      throw new PassError("missing", "elsewhere", `The image server lacks a node: ${first.details}.`);
    if (first.type === "value_not_in_list")
      throw new PassError(
        "missing",
        "elsewhere",
        `The image server does not have ${first.details} for ${name} (${first.input}).`,
      );
    const all = problems.map(({ node, type, details }) => `${node}: ${type} ${details}`).join("; ");
    throw new PassError(
      "engine",
      "never",
      `This node built a graph the image server would refuse: ${all.slice(0, 600)}`,
    );
  }

  async #handOverAgain(): Promise<void> {
    this.server.forgetUploads();
    for (const png of this.#pictures.values()) await this.#upload(png);
  }

  #show({ from = 0, to = 1, about }: Stage, fraction: number, label: string, preview: Buffer | undefined): void {
    const words = about ? `${about}: ${label}` : label;
    const at = from + fraction * (to - from);
    this.job.progress(at, words);
    if (!preview || performance.now() - this.#previewAt < 1_000) return;
    this.#previewAt = performance.now();
    decode(preview).then(
      (rgb) => this.job.progress(at, words, rgb),
      () => {},
    );
  }

  /** For the record of every version this pass makes. */
  facts(variant: string, base: Base | undefined): { madeWith: MadeWith } {
    const { stats } = this.state;
    return {
      madeWith: MadeWith.parse({
        format: 1,
        engine: {
          kind: "comfyui",
          version: stats.system.comfyui_version,
          device: stats.devices[0]?.name ?? "",
          // What follows the program: of paths only the flag's own name.
          flags: stats.system.argv.filter((word) => word.startsWith("--")).map((word) => word.replace(/=.*/s, "")),
        },
        agentVersion,
        variant,
        family: base?.family ?? null,
        degraded: this.#step,
        models: [...this.#models.values()].map(({ role, file, family, sha256 }) => ({ role, file, family, sha256 })),
        inputs: [...this.#inputs].map(([name, sha256]) => ({ name, sha256 })),
        seeds: this.#seeds,
        sampler: this.#sampler,
        graphs: this.#graphs,
      } satisfies MadeWith),
    };
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import { type Graph, linkOf } from "../../graph/graph";
import { filmFile, meshFile } from "./files";
import { framesOf, noisePng, signatureOf, sizeOf } from "./pictures";

export type Item = [number: number, id: string, prompt: Graph, extra: Record<string, unknown>, outputs: string[]];
type Ui = Record<string, unknown>;
type Send = (client: string | undefined, frame: object | Buffer) => void;
type Parts = {
  stepMs: number;
  nodeMs: number;
  previews: boolean;
  says: (graph: Graph, node: string) => string;
  inputs: ReadonlyMap<string, Buffer>;
  outputs: Map<string, Buffer>;
  send: Send;
};

/** Fails a class of node, `times` times; with `when` only in graphs it says yes to, as a GPU does that is too small for them. */
export type NodeFault = {
  class_type: string;
  type: string;
  message: string;
  times: number;
  when?: (graph: Graph, node: string) => boolean;
};

class Interrupted extends Error {}

/** The queue, the worker and the cache of the fake server. */
export class Executor {
  readonly history: Record<string, object> = {};
  readonly sizes = new Map<string, { width: number; height: number }>();
  readonly nodeFaults: NodeFault[] = [];
  /** Called before each node: a test may hold it, kill the server, or interrupt. */
  beforeNode: ((id: string, class_type: string) => Promise<void> | void) | undefined;
  /** How often a node really ran, by class: a job that is done twice shows here. */
  readonly ran = new Map<string, number>();
  readonly #parts: Parts;
  #pending: Item[] = [];
  #running: Item | undefined;
  #interrupt = false;
  #stopped = false;
  #working = false;
  #counter = 0;
  /** Signature of a node with its place → what it showed: the same graph again runs nothing and gives old names. */
  readonly #cache = new Map<string, Ui | null>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get remaining(): number {
    return this.#pending.length + (this.#running ? 1 : 0);
  }

  queue = () => ({ queue_running: this.#running ? [this.#running] : [], queue_pending: this.#pending });

  add(item: Item): void {
    this.#pending.push(item);
    this.#status();
    if (!this.#working) void this.#work();
  }

  /** Pending ones only, and without a trace. */
  delete(ids: readonly string[] | undefined, all: boolean): void {
    this.#pending = all ? [] : this.#pending.filter(([, id]) => !ids?.includes(id));
    this.#status();
  }

  /** With an id only that one; without, whoever runs. */
  interrupt(id: string | undefined): void {
    if (id === undefined || this.#running?.[1] === id) this.#interrupt = true;
  }

  stop(): void {
    this.#stopped = true;
  }

  #status(): void {
    this.#parts.send(undefined, {
      type: "status",
      data: { status: { exec_info: { queue_remaining: this.remaining } } },
    });
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (;;) {
      await sleep(0);
      const item = this.#pending.shift();
      if (!item || this.#stopped) break;
      this.#running = item;
      this.#status();
      await this.#execute(item);
      if (this.#stopped) break;
      this.#running = undefined;
    }
    this.#working = false;
  }

  async #execute([number, id, graph, extra, outputs]: Item): Promise<void> {
    // As on the server: an interrupt that came between two jobs is forgotten.
    this.#interrupt = false;
    const client = typeof extra.client_id === "string" ? extra.client_id : undefined;
    const messages: [string, object][] = [];
    const tell = (type: string, data: object) => {
      messages.push([type, data]);
      this.#parts.send(client, { type, data });
    };
    const stamp = () => ({ prompt_id: id, timestamp: Date.now() });
    tell("execution_start", stamp());
    const order = this.#order(graph, outputs);
    const cached = order.filter((node) => this.#cache.has(this.#key(graph, node)));
    tell("execution_cached", { nodes: cached, ...stamp() });
    const shown: Record<string, Ui> = {};
    let ok = true;
    for (const node of order) {
      try {
        await this.#node({ id, client, graph, node, fresh: !cached.includes(node) }, shown);
      } catch (error) {
        ok = false;
        const about = { prompt_id: id, node_id: node, node_type: graph[node]?.class_type, executed: [] };
        if (error instanceof Interrupted) tell("execution_interrupted", { ...about, timestamp: Date.now() });
        else {
          const [exception_type, exception_message] = String((error as Error).message).split("\n");
          const rest = { traceback: [], current_inputs: {}, current_outputs: [] };
          tell("execution_error", { ...about, exception_type, exception_message, ...rest, timestamp: Date.now() });
        }
        break;
      }
      if (this.#stopped) return;
    }
    if (ok) tell("execution_success", stamp());
    this.history[id] = {
      prompt: [number, id, graph, extra, outputs],
      outputs: shown,
      status: { status_str: ok ? "success" : "error", completed: ok, messages },
      meta: {},
    };
    this.#running = undefined;
    this.#status();
    this.#parts.send(client, { type: "executing", data: { node: null, prompt_id: id } });
  }

  async #node(
    {
      id,
      client,
      graph,
      node,
      fresh,
    }: { id: string; client: string | undefined; graph: Graph; node: string; fresh: boolean },
    shown: Record<string, Ui>,
  ): Promise<void> {
    const { class_type, inputs } = graph[node] ?? { class_type: "", inputs: {} };
    const known = this.#cache.get(this.#key(graph, node));
    const show = (ui: Ui) => {
      shown[node] = ui;
      this.#parts.send(client, { type: "executed", data: { node, display_node: node, output: ui, prompt_id: id } });
    };
    if (!fresh) return known ? show(known) : undefined;
    const state = (value: number, max: number, word: string) =>
      this.#parts.send(client, {
        type: "progress_state",
        data: { prompt_id: id, nodes: { [node]: { value, max, state: word, node_id: node, prompt_id: id } } },
      });
    state(0, 1, "running");
    this.#parts.send(client, { type: "executing", data: { node, display_node: node, prompt_id: id } });
    await this.beforeNode?.(id, class_type);
    if (this.#interrupt) throw this.#interrupted();
    const fault = this.nodeFaults.find(
      (each) => each.class_type === class_type && each.times > 0 && (each.when?.(graph, node) ?? true),
    );
    if (fault) {
      fault.times--;
      throw new Error(`${fault.type}\n${fault.message}`);
    }
    this.ran.set(class_type, (this.ran.get(class_type) ?? 0) + 1);
    if (class_type.includes("Sampler")) await this.#sample(id, client, node, Number(inputs.steps ?? 1), state);
    else if (this.#parts.nodeMs > 0) await sleep(this.#parts.nodeMs);
    const ui = await this.#ui(graph, node);
    this.#cache.set(this.#key(graph, node), ui ?? null);
    if (ui) show(ui);
    state(1, 1, "finished");
  }

  #interrupted(): Interrupted {
    this.#interrupt = false;
    return new Interrupted();
  }

  async #sample(
    id: string,
    client: string | undefined,
    node: string,
    steps: number,
    state: (value: number, max: number, word: string) => void,
  ): Promise<void> {
    for (let step = 1; step <= steps; step++) {
      if (this.#parts.stepMs > 0) await sleep(this.#parts.stepMs);
      if (this.#interrupt) throw this.#interrupted();
      if (this.#stopped) return;
      if (this.#parts.previews) this.#parts.send(client, previewFrame(id, node));
      this.#parts.send(client, { type: "progress", data: { value: step, max: steps, prompt_id: id, node } });
      state(step, steps, "running");
    }
  }

  /** What a node that shows something leaves in the history. */
  async #ui(graph: Graph, node: string): Promise<Ui | undefined> {
    const { class_type, inputs } = graph[node] ?? { class_type: "", inputs: {} };
    if (class_type === "PreviewAny") return { text: [this.#parts.says(graph, node)] };
    if (class_type === "SaveGLB") return { "3d": [this.#keep(inputs, "glb", meshFile(graph))] };
    // As on the server: a film lies among the pictures, with a mark that it moves.
    if (class_type === "SaveVideo")
      return { images: [this.#keep(inputs, "mp4", filmFile(graph, framesOf(graph, node)))], animated: [true] };
    if (class_type !== "SaveImage" && class_type !== "PreviewImage") return undefined;
    const size = sizeOf(graph, node, (name) => this.sizes.get(name));
    const prefix = class_type === "SaveImage" ? String(inputs.filename_prefix) : "ComfyUI_temp";
    const at = prefix.lastIndexOf("/");
    const subfolder = at < 0 ? "" : prefix.slice(0, at);
    const above = linkOf(inputs.images)?.node ?? node;
    const images: Ui[] = [];
    for (let n = 0; n < framesOf(graph, node); n++) {
      const filename = `${prefix.slice(at + 1)}_${String(++this.#counter).padStart(5, "0")}_.png`;
      const seed = signatureOf(graph, above);
      // Each frame its own noise, the first one as a single picture has it.
      seed.writeUInt32BE((seed.readUInt32BE(0) + n * 0x9e3779b9) >>> 0, 0);
      const bytes = await noisePng(seed, size, graph);
      this.#parts.outputs.set(subfolder ? `${subfolder}/${filename}` : filename, bytes);
      images.push({ filename, subfolder, type: class_type === "SaveImage" ? "output" : "temp" });
    }
    return { images };
  }

  #keep({ filename_prefix }: Graph[string]["inputs"], ending: string, bytes: Buffer): Ui {
    const [, subfolder = "", name = ""] = /^(?:(.*)\/)?([^/]*)$/.exec(String(filename_prefix)) ?? [];
    const filename = `${name}_${String(++this.#counter).padStart(5, "0")}_.${ending}`;
    this.#parts.outputs.set(subfolder ? `${subfolder}/${filename}` : filename, bytes);
    return { filename, subfolder, type: "output" };
  }

  #key(graph: Graph, node: string): string {
    const inputs = graph[node]?.inputs ?? {};
    return `${node} ${signatureOf(graph, node).toString("hex")} ${String(inputs.filename_prefix ?? "")}`;
  }

  /** Depth first, inputs before the node. */
  #order(graph: Graph, outputs: readonly string[]): string[] {
    const done: string[] = [];
    const visit = (node: string) => {
      if (done.includes(node)) return;
      for (const value of Object.values(graph[node]?.inputs ?? {})) {
        const link = linkOf(value);
        if (link) visit(link.node);
      }
      done.push(node);
    };
    for (const output of outputs) visit(output);
    return done;
  }
}

/** A JPEG of one grey pixel behind the words about whose it is. */
const jpeg = Buffer.from(
  "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b080001000101011100ffc4001f0000010501010101010100000000000000000102030405060708090a0bffc400b5100002010303020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00fbd0ffd9",
  "hex",
);

const previewFrame = (prompt: string, node: string): Buffer => {
  const about = { node_id: node, prompt_id: prompt, display_node_id: node, parent_node_id: null, real_node_id: node };
  const words = Buffer.from(JSON.stringify({ ...about, image_type: "image/jpeg" }));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(4, 0);
  head.writeUInt32BE(words.length, 4);
  return Buffer.concat([head, words, jpeg]);
};

import type { EngineReport } from "../../../contract/engine/report";
import { type A1111Address, A1111Http } from "./http";
import { type A1111State, type Looked, lookAt, modelsOf } from "./look";
import { A1111Runner, type Pace } from "./runner";

const lookEveryMs = 60_000;
const lookAgainMs = 10_000;

/** One server of the Automatic1111 kind: what it has, and a runner for its pictures. */
export class A1111Server {
  readonly http: A1111Http;
  readonly runner: A1111Runner;
  #looked: Looked | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<Looked> | undefined;

  constructor(address: A1111Address, pace?: Pace) {
    this.http = new A1111Http(address);
    this.runner = new A1111Runner(this.http, pace);
  }

  /** What the server has, at most a minute old; `anew` asks at once. Never rejects: a server that is away is an answer. */
  async look(anew = false): Promise<Looked> {
    const age = performance.now() - this.#lookedAt;
    if (!anew && this.#looked && age < (this.#looked.ok ? lookEveryMs : lookAgainMs)) return this.#looked;
    this.#looking ??= lookAt(this.http)
      .then((looked) => {
        this.#looked = looked;
        this.#lookedAt = performance.now();
        return looked;
      })
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }
}

/** "Forge f2.0.1v1.10.1". */
export const nameOf = ({ flavour, version }: Pick<A1111State, "flavour" | "version">): string =>
  version ? `${flavour} ${version}` : flavour;

/** For `Hello.engine`, without the variants, which the passes know. */
export const reportOf = (state: A1111State): Omit<EngineReport, "variants"> => ({
  kind: "a1111",
  version: nameOf(state).slice(0, 60),
  device: { name: "", vramGb: state.vramGb },
  features: [state.flavour, ...(state.controlNet ? ["controlnet"] : []), ...(state.hasLoras ? ["loras"] : [])],
  samplers: state.samplers.map(({ name }) => name.slice(0, 60)).slice(0, 200),
  schedulers: (state.schedulers ?? []).map(({ label }) => label.slice(0, 60)).slice(0, 200),
  models: modelsOf(state).slice(0, 4_000),
});

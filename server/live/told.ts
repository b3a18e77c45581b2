import type { LiveMessage } from "@/contract/events";

/** One message of a team's stream, shared by all who hear it. `id` where to resume; none for what has no number. */
export class Told {
  readonly message: LiveMessage;
  readonly id: string | undefined;
  #block: Buffer | undefined;

  constructor(message: LiveMessage, id?: string) {
    this.message = message;
    this.id = id;
  }

  /** As an event stream carries it: encoded once, however many browsers there are. */
  get block(): Buffer {
    this.#block ??= Buffer.from(
      `data: ${JSON.stringify(this.message)}\n${this.id === undefined ? "" : `id: ${this.id}\n`}\n`,
    );
    return this.#block;
  }
}

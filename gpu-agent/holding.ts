import type { ClaimedJob } from "../contract/agent-api";
import { Bell } from "./bell";
import type { Disk } from "./disk";
import type { Journal } from "./journal";
import { type EndReason, Lease } from "./lease";
import { log, wordsOf } from "./log";
import type { Studio } from "./studio";
import { bring } from "./uploads";
import type { Workspace } from "./workspace";

type Parts = { studio: Studio; journal: Journal; workspace: Workspace; disk: Disk };

/** Every job this node answers for, from the claim until the studio knows its end. */
export class Holding {
  readonly #parts: Parts;
  readonly #revoked: (error: unknown) => void;
  readonly #leases = new Map<string, Lease>();
  /** Rings when a job is over or moved on. */
  readonly bell = new Bell();

  /** `revoked` hears that the studio knows this node no longer. */
  constructor(parts: Parts, revoked: (error: unknown) => void) {
    this.#parts = parts;
    this.#revoked = revoked;
  }

  get size(): number {
    return this.#leases.size;
  }
  ids = (): string[] => [...this.#leases.keys()];

  hold(job: ClaimedJob): Lease {
    const lease = new Lease(job, this.#parts.studio, {
      preview: (file, signal) => bring(this.#parts.studio, file, signal),
      revoked: this.#revoked,
    });
    this.#leases.set(job.leaseId, lease);
    return lease;
  }

  /** End the work under every lease but the spared ones. */
  endAll(reason: EndReason, spared?: ReadonlySet<Lease>): void {
    for (const lease of this.#leases.values()) if (!spared?.has(lease)) lease.end(reason);
  }

  /** The studio knows how it ended: forget it. */
  async end(lease: Lease): Promise<void> {
    const { leaseId } = lease.job;
    const { journal, workspace, disk } = this.#parts;
    lease.stop();
    // An end that cannot be written only means that the studio is told again after a restart.
    await journal.ended(leaseId).catch((error: unknown) => disk.heard(error) || log.warn(wordsOf(error)));
    this.#leases.delete(leaseId);
    await workspace.clear(leaseId).catch((error: unknown) => log.warn(wordsOf(error)));
    this.bell.ring();
  }

  /** Stop renewing everything; what is not over stays in the journal. */
  letGo(): void {
    for (const lease of this.#leases.values()) lease.stop();
  }
}

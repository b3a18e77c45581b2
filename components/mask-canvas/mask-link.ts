import { TRPCClientError } from "@trpc/client";
import type { useTRPCClient } from "@/components/trpc";
import type { MaskPost } from "@/contract/mask/document";
import type { LoggedOp } from "@/contract/mask/ops";
import { type SendOps, SendRefused } from "./engine/sync";

type Client = ReturnType<typeof useTRPCClient>;

/** Refusals that trying again cannot help. */
const final = ["UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "BAD_REQUEST", "PRECONDITION_FAILED"];

const isFinal = (error: unknown): error is TRPCClientError<never> => {
  if (!(error instanceof TRPCClientError)) return false;
  const data: unknown = error.data;
  return typeof data === "object" && data !== null && "code" in data && final.includes(String(data.code));
};

/** How the editor stores its strokes: in batches, each known by the ids of its ops. */
export const sendTo =
  (client: Client, maskId: string): SendOps =>
  async (batch) => {
    try {
      return await client.masks.append.mutate({ maskId, ops: [...batch] });
    } catch (error) {
      if (isFinal(error)) throw new SendRefused(error.message);
      throw error;
    }
  };

/** Brings in what others painted since the last pull, one pull at a time. */
export class MaskPull {
  private readonly client: Client;
  private readonly maskId: string;
  private readonly receive: (ops: readonly LoggedOp[]) => void;
  private readonly onPost: ((post: MaskPost) => void) | undefined;
  private seq: number;
  private pulling = false;
  private again = false;

  constructor(
    client: Client,
    mask: { id: string; headSeq: number },
    receive: (ops: readonly LoggedOp[]) => void,
    onPost?: (post: MaskPost) => void,
  ) {
    this.client = client;
    this.maskId = mask.id;
    this.seq = mask.headSeq;
    this.receive = receive;
    this.onPost = onPost;
  }

  /** A failed pull waits for the next event: the strokes stay on the server. */
  async pull(): Promise<void> {
    this.again = true;
    if (this.pulling) return;
    this.pulling = true;
    try {
      while (this.again) {
        this.again = false;
        const { headSeq, post, ops } = await this.client.masks.opsAfter.query({ maskId: this.maskId, seq: this.seq });
        this.receive(ops);
        this.seq = Math.max(this.seq, headSeq);
        this.onPost?.(post);
      }
    } catch {
      this.again = false;
    } finally {
      this.pulling = false;
    }
  }
}

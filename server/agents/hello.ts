import { Hello, type HelloReply, heartbeatSeconds, leaseSeconds } from "@/contract/agent-api";
import type { StudioContext } from "@/server/context";
import { reportNode } from "@/server/nodes/report";
import { releaseUnknown } from "@/server/queue/release";
import { requireNode } from "./require-node";
import { leaveRoll } from "./roll-call";

/** A node introduces itself. What it held before it was restarted, and no longer knows of, goes back in line. */
export async function hello(ctx: StudioContext, input: Hello): Promise<HelloReply> {
  const node = requireNode(ctx);
  const report = Hello.parse(input);
  leaveRoll(node.id);
  await reportNode(ctx, node.id, report);
  await releaseUnknown(ctx, node.id, report.holding, 0);
  return { nodeId: node.id, name: node.name, leaseSeconds, heartbeatSeconds };
}

import { handleAgent } from "@/server/api/agent-root";

export const dynamic = "force-dynamic";

export const POST = (request: Request) => handleAgent(request);

import { handleAgentMedia } from "@/server/api/agent-media";

export const dynamic = "force-dynamic";

type Place = { params: Promise<{ id?: string[] }> };

/** Fetch an input of a leased job. */
export const GET = async (request: Request, { params }: Place) => handleAgentMedia(request, (await params).id?.[0]);
/** Bring a result: raw bytes, named by their SHA-256. */
export const PUT = (request: Request) => handleAgentMedia(request, undefined);

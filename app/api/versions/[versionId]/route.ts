import { contextFromRequest } from "@/server/auth/request";
import { serveVersion } from "@/server/recipes/download-version";

type Params = { params: Promise<{ versionId: string }> };

const read = async (request: Request, { params }: Params) =>
  serveVersion(request, (await params).versionId, contextFromRequest);

export { read as GET, read as HEAD };

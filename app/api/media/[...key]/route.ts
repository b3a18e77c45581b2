import { contextFromRequest } from "@/server/auth/request";
import { db } from "@/server/db";
import { serveMedia } from "@/server/media/serve-media";
import { getStorage } from "@/server/storage";

type Params = { params: Promise<{ key: string[] }> };

const place = () => ({ db: db(), storage: getStorage() });

const read = async (request: Request, { params }: Params) =>
  serveMedia(request, (await params).key, contextFromRequest, place);

export { read as GET, read as HEAD };

import { foreignOrigin, sameOrigin } from "@/server/api/origin";
import { contextFromRequest } from "@/server/auth/request";
import { env } from "@/server/env";
import { uploadHandlers } from "@/server/uploads/handlers";

export const POST = (request: Request): Response | Promise<Response> => {
  // UploadThing's cloud calls back from its own servers and signs what it says.
  const isCloudHook = env().UPLOADTHING_TOKEN !== undefined && request.headers.has("uploadthing-hook");
  return sameOrigin(request) || isCloudHook ? uploadHandlers(contextFromRequest).begin(request) : foreignOrigin();
};

import { foreignOrigin, sameOrigin } from "@/server/api/origin";
import { contextFromRequest } from "@/server/auth/request";
import { uploadHandlers } from "@/server/uploads/handlers";

export const HEAD = (request: Request): Promise<Response> => uploadHandlers(contextFromRequest).progress(request);

export const PUT = (request: Request): Response | Promise<Response> =>
  sameOrigin(request) ? uploadHandlers(contextFromRequest).put(request) : foreignOrigin();

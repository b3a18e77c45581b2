import { createTemplate, TEST_SERVER } from "./database";
import { startTestServer } from "./server";

/** vitest: one server and one migrated template for the whole run; answers the tear-down. */
export async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer();
  await createTemplate(server.url).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  process.env[TEST_SERVER] = server.url;
  return server.stop;
}

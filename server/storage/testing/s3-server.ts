import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import S3rver from "@20minutes/s3rver";
import type { S3Place } from "../s3";

type Running = { place: Pick<S3Place, "bucket" | "endpoint" | "credentials">; stop: () => Promise<void> };

/**
 * A server that speaks S3 and checks signatures, with one empty bucket. BACKLOT_TEST_S3 (an address, with the credentials where
 * Amazon's client looks and a bucket `backlot-tests`) names another to test against: MinIO, a gateway, Amazon's own.
 */
export async function startS3(): Promise<Running> {
  const bucket = "backlot-tests";
  // biome-ignore lint/style/noProcessEnv: names a server of whoever runs the tests; the studio never reads it
  const theirs = process.env.BACKLOT_TEST_S3;
  if (theirs) return { place: { bucket, endpoint: theirs }, stop: async () => {} };
  const directory = await mkdtemp(path.join(os.tmpdir(), "backlot s3 "));
  const buckets = [{ name: bucket, configs: [] }];
  const server = new S3rver({ address: "127.0.0.1", port: 0, silent: true, directory, configureBuckets: buckets });
  const { port } = await server.run();
  return {
    // The only key this server knows.
    place: {
      bucket,
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
    },
    stop: async () => {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

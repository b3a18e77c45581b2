import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { requireSha256 } from "./local";
import { localCopies } from "./local-copies";
import type { Storage } from "./storage";

export type S3Place = {
  bucket: string;
  /** Nothing: Amazon's own. Otherwise the address of an S3-compatible server. */
  endpoint?: string | undefined;
  region: string;
  /** Put before every key, so that a bucket can hold more than one studio. */
  prefix: string;
  /** Nothing: where Amazon's client looks (AWS_ACCESS_KEY_ID, profiles, the machine's role). */
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** Copies kept on this machine, together. */
  cacheBytes: number;
};

/**
 * A bucket that speaks S3, for a studio of several machines. Keys are `<prefix>media/<aa>/<sha256>`, as in the data folder, so a
 * folder can be copied into a bucket and back.
 */
export const s3Storage = (place: S3Place, root: string): Storage => {
  const objectOf = (sha256: string) => `${place.prefix}media/${sha256.slice(0, 2)}/${requireSha256(sha256)}`;
  const target = (sha256: string) => ({ Bucket: place.bucket, Key: objectOf(sha256) });

  const read = async (key: string, range?: { start: number; end: number }): Promise<Readable> => {
    const wanted = range ? { Range: `bytes=${range.start}-${range.end}` } : {};
    const { client, sdk } = await connect(place);
    const { Body } = await told(place, client.send(new sdk.GetObjectCommand({ ...target(key), ...wanted })));
    if (!Body) throw new Error(`The bucket ${place.bucket} answered without a body`);
    return Body as Readable;
  };

  /** Whether these very bytes, as far as their number says, are there: a put cut short leaves no object. */
  const has = async (sha256: string, bytes: number): Promise<boolean> => {
    const { client, sdk } = await connect(place);
    try {
      const { ContentLength } = await client.send(new sdk.HeadObjectCommand(target(sha256)));
      return ContentLength === bytes;
    } catch (error) {
      if (statusOf(error) === 404) return false;
      throw inWords(place, error);
    }
  };

  const copies = localCopies(root, read, { maxBytes: place.cacheBytes });
  return {
    kind: "s3",
    adopt: async (temporaryPath, sha256) => {
      const { size } = await stat(temporaryPath);
      if (!(await has(sha256, size))) {
        const { client, sdk } = await connect(place);
        // A put stands whole or not at all, so no half-done object is ever seen under the hash.
        const put = new sdk.PutObjectCommand({
          ...target(sha256),
          Body: createReadStream(temporaryPath),
          ContentLength: size,
          ContentType: "application/octet-stream",
        });
        await told(place, client.send(put));
      }
      await rm(temporaryPath, { force: true });
      return sha256;
    },
    read,
    localPath: copies.path,
    temporaryPath: copies.temporaryPath,
  };
};

type Sdk = typeof import("@aws-sdk/client-s3");
type Connection = { client: S3Client; sdk: Sdk };
const connections = new WeakMap<S3Place, Promise<Connection>>();

/** The client is large: loaded with the first file, never in a studio that keeps its own disk. */
const connect = (place: S3Place): Promise<Connection> => {
  const known = connections.get(place);
  if (known) return known;
  const made = import("@aws-sdk/client-s3").then((sdk) => ({
    sdk,
    client: new sdk.S3Client({
      region: place.region,
      ...(place.credentials ? { credentials: place.credentials } : {}),
      // Servers beside Amazon rarely have a host name for each bucket.
      ...(place.endpoint ? { endpoint: place.endpoint, forcePathStyle: true } : {}),
      // Extra checksums break older compatible servers; the file's SHA-256 is its key anyway.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      maxAttempts: 4,
    }),
  }));
  connections.set(place, made);
  return made;
};

const told = <T>(place: S3Place, answer: Promise<T>): Promise<T> =>
  answer.catch((error: unknown) => {
    throw inWords(place, error);
  });

const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;

const reasons: Record<string, string> = {
  NoSuchBucket: "there is no such bucket; make it, or correct BACKLOT_S3_BUCKET",
  NoSuchKey: "the object is not there",
  AccessDenied: "the credentials may not do this; they need GetObject and PutObject",
  InvalidAccessKeyId: "the access key is not known there; look at AWS_ACCESS_KEY_ID",
  SignatureDoesNotMatch: "the secret key is wrong; look at AWS_SECRET_ACCESS_KEY",
  CredentialsProviderError: "no credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
  ECONNREFUSED: "nothing answers at that address; look at BACKLOT_S3_ENDPOINT",
  ENOTFOUND: "the host is not known; look at BACKLOT_S3_ENDPOINT",
};

/** For the log of whoever runs the studio: what failed, where, and what to look at. */
const inWords = ({ bucket, endpoint }: S3Place, error: unknown): Error => {
  const { name = "", code = "", message = "" } = error as { name?: string; code?: string; message?: string };
  const reason = reasons[name] ?? reasons[code] ?? (message || name || "no reason was given");
  return new Error(`The bucket ${bucket} at ${endpoint ?? "Amazon S3"}: ${reason}`, { cause: error });
};

export interface TemporaryStudio {
  url: string;
  /** Absent once there is an owner. */
  setupUrl?: string;
  databaseUrl: string;
  data: string;
  /** The launcher; its children end with it. */
  pid: number;
  stop: () => Promise<void>;
}

export function startTemporaryStudio(options?: {
  /** Of the launcher, as `--web`. */
  args?: string[];
  env?: Record<string, string>;
  data?: string;
}): Promise<TemporaryStudio>;

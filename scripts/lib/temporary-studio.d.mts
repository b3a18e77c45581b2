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
  env?: Record<string, string>;
  data?: string;
}): Promise<TemporaryStudio>;

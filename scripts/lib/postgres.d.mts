export interface RunningPostgres {
  url: string;
  port: number;
  pid: number;
  dir: string;
  stop: () => Promise<void>;
}

/** Starts PostgreSQL on the files in `data`, made on first use, at the port of last time if that is free. */
export function startPostgres(options: {
  root: string;
  data: string;
  say?: (words: string) => void;
  onSpawn?: (stop: () => Promise<void>) => void;
  onExit?: (how: string) => void;
  settings?: readonly string[];
  superuser?: boolean;
}): Promise<RunningPostgres>;

"use client";
import { type QueryClient, type QueryMeta, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { JobProgress, LiveMessage, Topic } from "@/contract/events";
import type { Presence } from "@/contract/presence";
import { openLiveStream } from "./live-stream";

const firstSteps = ["projects", "firstSteps"] as const;
/** Which answers go stale when a topic moves: the first words of a query key, an area or one procedure of it. */
const touches: Record<Topic, readonly (readonly string[])[]> = {
  project: [["projects"], ["activity"], ["recipes", "presets"]],
  character: [["characters"], ["profiles"], ["likeness", "version"], ["projects"], ["script", "table"]],
  environment: [["environments"]],
  shot: [["script"], ["storyboard", "board"], ["storyboard", "boardCounts"], ["storyboard", "wholeBoard"], ["review"]],
  frame: [["storyboard"], ["script"], ["review"], ["likeness"], ["projects", "list"], firstSteps, ["activity"]],
  version: [["storyboard"], ["script", "shot"], ["likeness"]],
  note: [["review"], ["storyboard", "board"], ["storyboard", "wholeBoard"], ["script", "table"]],
  mask: [["masks"], ["activity"]],
  job: [["renders"], ["queue"], ["nodes"], firstSteps, ["activity"]],
  node: [["nodes"], ["renders"], ["queue"], ["recipes", "models"], firstSteps, ["activity"]],
  people: [["teams"]],
  inbox: [["inbox"]],
  status: [["statuses"], ["script"], ["storyboard"], ["review"]],
  view: [["views"]],
  clip: [["clips"]],
};

const isWhole = ({ meta }: { meta?: QueryMeta | undefined }) => meta?.wholeList === true;

const invalidate = (queries: QueryClient, paths: readonly (readonly string[])[]) => {
  for (const path of paths) {
    void queries.invalidateQueries({ queryKey: [path], predicate: (query) => !isWhole(query) });
    stale.add(path);
  }
  refreshWhole(queries);
};

// A whole long list weighs a megabyte: soon after the first event, then at most once in a while however many follow.
const soonMs = 300;
const whileMs = 3_000;
const stale = new Set<readonly string[]>();
let refreshedAt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const refreshWhole = (queries: QueryClient) => {
  if (timer) return;
  timer = setTimeout(
    () => {
      timer = undefined;
      refreshedAt = Date.now();
      for (const path of stale) void queries.invalidateQueries({ queryKey: [path], predicate: isWhole });
      stale.clear();
    },
    Math.max(soonMs, refreshedAt + whileMs - Date.now()),
  );
};

// Progress is no query: it is the latest word of a running job, kept for whoever draws it.
const progress = new Map<string, JobProgress>();
const watchers = new Set<() => void>();
const tell = () => {
  for (const watcher of watchers) watcher();
};
const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

/** The last progress of a running job that reached this tab; undefined before the first. */
export const useJobProgress = (jobId: string | undefined): JobProgress | undefined =>
  useSyncExternalStore(
    watch,
    () => (jobId ? progress.get(jobId) : undefined),
    () => undefined,
  );

// Listeners for those who need the event itself, such as a canvas that fetches what others painted.
const listeners = new Set<(topic: Topic, id: string) => void>();
export const onLiveEvent = (listener: (topic: Topic, id: string) => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

// Who else is where this tab is. One room a tab: its stream is opened again with it.
const presences = new Set<(presence: Presence) => void>();
let room: string | undefined;
let changeRoom: (() => void) | undefined;

/** Hear who else has a version open, and tell the stream that this tab is there, until the returned function is called. */
export const joinRoom = (versionId: string, onPresence: (presence: Presence) => void): (() => void) => {
  presences.add(onPresence);
  room = versionId;
  changeRoom?.();
  return () => {
    presences.delete(onPresence);
    if (room !== versionId) return;
    room = undefined;
    changeRoom?.();
  };
};

const receive = (queries: QueryClient, message: LiveMessage) => {
  if (message.kind === "refresh") void queries.invalidateQueries();
  if (message.kind === "progress") {
    progress.set(message.progress.jobId, message.progress);
    tell();
  }
  if (message.kind === "presence") for (const listener of presences) listener(message.presence);
  if (message.kind === "event") {
    invalidate(queries, touches[message.event.topic]);
    for (const listener of listeners) listener(message.event.topic, message.event.id);
  }
};

// A reconnect every five minutes is by design; only a silence longer than this is worth telling.
const graceMs = 4_000;

/** The tab's one stream, from the number the page was rendered at; false once it has been down for a while. Mount it once, in the studio's frame. */
export const useLive = (fromSeq: number): boolean => {
  const queries = useQueryClient();
  const [up, setUp] = useState(true);
  const [connected, setConnected] = useState(true);
  // The number of the first page: later ones are known from the stream.
  const [from] = useState(String(fromSeq));
  useEffect(() => {
    const stream = openLiveStream(from, {
      room: () => room,
      onMessage: (message) => receive(queries, message),
      onConnected: setUp,
    });
    changeRoom = stream.again;
    return () => {
      changeRoom = undefined;
      stream.close();
    };
  }, [from, queries]);
  useEffect(() => {
    if (up) return setConnected(true);
    const timer = setTimeout(() => setConnected(false), graceMs);
    return () => clearTimeout(timer);
  }, [up]);
  return connected;
};

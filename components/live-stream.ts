"use client";
import type { LiveMessage } from "@/contract/events";

/** The server pings every three seconds: no word for longer than this and the line is dead. */
const silenceMs = 8_000;
const againMs = 1_500;

interface Listener {
  /** The version this tab has open on the canvas, if any: the stream then also tells who else is there. */
  room: () => string | undefined;
  onMessage: (message: LiveMessage) => void;
  /** True once the stream answers, false when it is lost or ended; it is then opened again by itself. */
  onConnected: (connected: boolean) => void;
}

/**
 * The procedure `live.stream`, read with the browser's own EventSource: tRPC's link for it weighs more than this page's
 * share of the studio. Goes on from the last number it saw, `from` at first. `again` opens it anew, for another room.
 */
export function openLiveStream(
  from: string,
  { room, onMessage, onConnected }: Listener,
): { again: () => void; close: () => void } {
  let last = from;
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const openIn = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(open, milliseconds);
  };
  const heard = () => openIn(silenceMs);
  const lost = () => {
    source?.close();
    onConnected(false);
    openIn(againMs);
  };
  function open() {
    source?.close();
    const input = encodeURIComponent(JSON.stringify({ lastEventId: last, room: room() }));
    source = new EventSource(`/api/trpc/live.stream?input=${input}`);
    source.addEventListener("connected", () => {
      heard();
      onConnected(true);
    });
    source.addEventListener("ping", heard);
    source.addEventListener("message", ({ data, lastEventId }: MessageEvent<string>) => {
      heard();
      if (lastEventId !== "") last = lastEventId;
      onMessage(JSON.parse(data) as LiveMessage);
    });
    // The server's end after some minutes, a refusal, a broken line: whatever it was, come back with the last number.
    for (const end of ["return", "serialized-error", "error"]) source.addEventListener(end, lost);
    heard();
  }
  open();
  return {
    again: open,
    close: () => {
      clearTimeout(timer);
      source?.close();
    },
  };
}

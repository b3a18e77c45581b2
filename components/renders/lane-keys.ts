"use client";
import type { KeyboardEvent } from "react";

/** Arrows move between the jobs of the lanes: up and down in a lane, left and right to the next lane that has any. */
export function moveInLanes(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget, key, altKey } = event;
  // With Alt they move the job itself.
  if (altKey || !(target instanceof HTMLElement) || !target.matches("[data-job]")) return;
  const lanes = [...currentTarget.querySelectorAll<HTMLElement>("[data-lane]")]
    .map((lane) => [...lane.querySelectorAll<HTMLElement>("[data-job]")])
    .filter((jobs) => jobs.length > 0);
  const lane = lanes.findIndex((jobs) => jobs.includes(target));
  const at = lanes[lane]?.indexOf(target) ?? 0;
  const steps: Record<string, HTMLElement | undefined> = {
    ArrowDown: lanes[lane]?.[at + 1],
    ArrowUp: lanes[lane]?.[at - 1],
    ArrowRight: nearest(lanes[lane + 1], at),
    ArrowLeft: nearest(lanes[lane - 1], at),
  };
  const next = steps[key];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

const nearest = (jobs: HTMLElement[] | undefined, at: number): HTMLElement | undefined =>
  jobs?.[Math.min(at, jobs.length - 1)];

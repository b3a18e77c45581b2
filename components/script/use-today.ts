"use client";

import { useEffect, useState } from "react";

const two = (n: number) => String(n).padStart(2, "0");
const localDay = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** Today as `2026-11-21` where the person is. Server and first paint say the day in UTC, so that they agree. */
export function useToday(): string {
  const [day, setDay] = useState(() => new Date().toISOString().slice(0, 10));
  useEffect(() => {
    const look = () => setDay(localDay(new Date()));
    look();
    const timer = setInterval(look, 60_000);
    return () => clearInterval(timer);
  }, []);
  return day;
}

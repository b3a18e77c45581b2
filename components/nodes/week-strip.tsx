import { cx } from "@/components/ui/cx";
import { dayNames, halfHours, type Schedule, scheduleWords } from "./week";

/** The week as seven bars of half hours: filled where the node may begin work. */
export function WeekStrip({ schedule }: { schedule: Schedule | null }) {
  return (
    <div role="img" aria-label={scheduleWords(schedule)} className="grid gap-px">
      {halfHours(schedule).map((row, day) => (
        <div key={dayNames[day]} className="flex items-center gap-2">
          <span className="w-8 text-muted text-xs">{dayNames[day]}</span>
          <span className="flex h-2.5 flex-1 gap-px">
            {row.map((open, at) => (
              <span
                key={at}
                className={cx("flex-1", open ? "bg-status-done" : "bg-edge", at % 12 === 0 && at > 0 && "ml-px")}
              />
            ))}
          </span>
        </div>
      ))}
      <div aria-hidden className="num flex pl-10 text-muted text-xs">
        {["0", "6", "12", "18"].map((hour) => (
          <span key={hour} className="flex-1">
            {hour}
          </span>
        ))}
        <span>24</span>
      </div>
    </div>
  );
}

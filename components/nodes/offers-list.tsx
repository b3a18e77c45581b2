import { StatusDot } from "@/components/ui/status-dot";
import { groupOffers, type NodeOffer, offerStates, sharedReasons } from "./node-words";

/** What a node can do, grouped; what is missing says what, where it goes and how to get it. */
export function OffersList({ offers }: { offers: readonly NodeOffer[] }) {
  if (offers.length === 0) return <p className="text-muted text-xs">It has not said yet what it can do.</p>;
  return (
    <div className="grid gap-4">
      {groupOffers(offers).map(({ state, offers }) => (
        <section key={state} aria-label={offerStates[state].label} className="grid gap-1.5">
          <h4 className="flex items-center gap-1.5 font-normal text-muted text-xs">
            <StatusDot {...sign(state)} />
            {offerStates[state].label} <span className="num">{offers.length}</span>
          </h4>
          {state === "ready" ? (
            <p className="text-pretty pl-5">{offers.map(({ title }) => title).join(", ")}</p>
          ) : (
            <ul className="grid gap-2.5 pl-5">
              {sharedReasons(offers).map(({ title, rough, missing }) => (
                <li key={title} className="grid gap-0.5">
                  <span>{title}</span>
                  {rough !== null && <span className="text-pretty text-muted text-xs">Does instead: {rough}</span>}
                  <Missing missing={missing} />
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}

function Missing({ missing }: { missing: NodeOffer["missing"] }) {
  if (missing.length === 0) return null;
  return (
    <ul className="grid gap-1.5 text-muted text-xs">
      {missing.map(({ what, where, how }) => (
        <li key={what} className="grid text-pretty">
          <span>Needs {what}</span>
          {where && <span className="break-words">Where: {where}</span>}
          {how && <span>How: {how}</span>}
        </li>
      ))}
    </ul>
  );
}

const sign = (state: NodeOffer["state"]) => {
  const { tone, shape } = offerStates[state];
  return { tone, ...(shape === undefined ? {} : { shape }) };
};

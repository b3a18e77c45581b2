import type { Page } from "@playwright/test";

/** What the functions below leave on the page's window. */
type Bench = {
  next: () => Promise<number>;
  painted: () => Promise<number>;
  stands: (box: Element) => boolean;
  seen: (boxes: Iterable<Element>, frame: Element) => Element[];
  from: (event: string, holds: () => unknown) => Promise<number | null>;
};
declare global {
  var bench: Bench;
}

/** Runs before every page: the loader names functions through a helper that a page does not have, and shared helpers. */
export const inPage = () => {
  const next = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  // The task after a frame's callbacks runs when the frame is drawn.
  const drawn = () => new Promise<number>((resolve) => setTimeout(() => resolve(performance.now())));
  globalThis.bench = {
    next,
    painted: () => next().then(drawn),
    // A picture stands when its own file is decoded, or the sheet it is drawn from.
    stands: (box) => {
      const image = box.matches("img") ? (box as HTMLImageElement) : box.querySelector("img");
      if (image?.complete && image.naturalWidth > 0) return true;
      return [box, ...box.querySelectorAll("*")].some((part) => getComputedStyle(part).backgroundImage !== "none");
    },
    seen: (boxes, frame) => {
      const view = frame.getBoundingClientRect();
      const [from, to] = [Math.max(0, view.top), Math.min(innerHeight, view.bottom)];
      return [...boxes].filter((box) => {
        const { top, bottom } = box.getBoundingClientRect();
        return bottom > from && top < to;
      });
    },
    from: (event, holds) =>
      new Promise((resolve) =>
        addEventListener(
          event,
          async ({ timeStamp }) => {
            do await next();
            while (!holds() && performance.now() - timeStamp < 5_000);
            resolve(holds() ? (await drawn()) - timeStamp : null);
          },
          { capture: true, once: true },
        ),
      ),
  };
};

/** Marks the element that scrolls around `inside` and answers its selector. */
export const scrollerOf = (page: Page, inside: string): Promise<string> =>
  page.evaluate((inside) => {
    for (let at = document.querySelector(inside)?.parentElement; at; at = at.parentElement)
      if (/auto|scroll/.test(getComputedStyle(at).overflowY)) {
        at.dataset.bench = "scroller";
        return "[data-bench=scroller]";
      }
    return "html";
  }, inside);

/** Milliseconds between frames while the element moves 300 px a frame: 240 frames, fewer where they take over 8 seconds. */
export const fling = (page: Page, scroller: string): Promise<number[]> =>
  page.evaluate(async (scroller) => {
    const frame = document.querySelector<HTMLElement>(scroller) ?? document.documentElement;
    const frames: number[] = [];
    frame.scrollTop = 0;
    await bench.painted();
    let last = await bench.next();
    for (const began = last; frames.length < 240 && last - began < 8_000; ) {
      frame.scrollTop += 300;
      const now = await bench.next();
      frames.push(now - last);
      last = now;
    }
    return frames;
  }, scroller);

/** Milliseconds from setting the place until every picture that shows stands and is drawn; a jump is given up after 5 s. */
export const jumps = (page: Page, scroller: string, pictures: string, shares: readonly number[]): Promise<number[]> =>
  page.evaluate(
    async ({ scroller, pictures, shares }) => {
      const frame = document.querySelector<HTMLElement>(scroller) ?? document.documentElement;
      const all = [...document.querySelectorAll<HTMLElement>(pictures)];
      // Thousands of mounted pictures stand in rows of one height: only those near the window are looked at.
      const top = all[0]?.offsetTop ?? 0;
      const columns = Math.max(
        1,
        all.findIndex((box) => box.offsetTop > top),
      );
      const pitch = (all[columns]?.offsetTop ?? 0) - top;
      const near = () => {
        if (all.length < 1_000) return document.querySelectorAll(pictures);
        const row = Math.max(0, Math.floor(frame.scrollTop / pitch) - 1);
        return all.slice(row * columns, (row + Math.ceil(innerHeight / pitch) + 2) * columns);
      };
      const took: number[] = [];
      for (const share of shares) {
        const began = performance.now();
        frame.scrollTop = (frame.scrollHeight - frame.clientHeight) * share;
        for (;;) {
          await bench.next();
          const seen = bench.seen(near(), frame);
          if (seen.length > 0 && seen.every(bench.stands)) break;
          if (performance.now() - began > 5_000) break;
        }
        took.push((await bench.painted()) - began);
        // A person looks before the next jump. Not part of any figure.
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      return took;
    },
    { scroller, pictures, shares },
  );

/**
 * Milliseconds from the event that `act` causes (its own time stamp) until `until`, an expression of the page, holds and
 * is drawn. Throws when it does not within 5 s.
 */
export const toPaint = async (
  page: Page,
  event: "keydown" | "input" | "click",
  until: string,
  act: () => Promise<unknown>,
): Promise<number> => {
  await page.evaluate(`void (globalThis.took = bench.from("${event}", () => ${until}))`);
  await act();
  const took = await page.evaluate<number | null>("took");
  if (took === null) throw new Error(`after 5 seconds the page does not show: ${until}`);
  return took;
};

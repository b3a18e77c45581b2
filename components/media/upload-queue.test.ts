import { describe, expect, it, vi } from "vitest";
import { problemOf, type UploadedPicture, UploadProblem } from "./upload-one";
import { UploadQueue } from "./upload-queue";

const file = (name: string, size = 10) => new File([new Uint8Array(size)], name);
const picture = (name: string): UploadedPicture => ({
  mediaId: `med_${name}`,
  width: 1,
  height: 1,
  colour: "#000000",
  name,
});

type Send = ConstructorParameters<typeof UploadQueue>[0]["send"];
const make = (send: Send) => {
  const handed: string[][] = [];
  const onDone = (pictures: UploadedPicture[]) => void handed.push(pictures.map(({ name }) => name));
  const queue = new UploadQueue({ send, onDone, onChange: () => {}, pause: () => 0 });
  const states = () => queue.items().map(({ state }) => state);
  return { queue, handed, states };
};
const lost = () => new UploadProblem("The connection was lost.", true);

describe("upload queue", () => {
  it("sends three at a time and hands a drop over once, in its order", async () => {
    let now = 0;
    let most = 0;
    const { queue, handed, states } = make(async ({ name }) => {
      most = Math.max(most, ++now);
      await new Promise((done) => setTimeout(done, name === "a" ? 20 : 1));
      now--;
      return picture(name);
    });

    queue.add(["a", "b", "c", "d", "e"].map((name) => file(name)));
    await vi.waitFor(() => expect(handed).toHaveLength(1));

    expect(handed).toEqual([["a", "b", "c", "d", "e"]]);
    expect(most).toBe(3);
    expect(new Set(states())).toEqual(new Set(["done"]));
  });

  it("goes on after a broken connection, and stops after six failures without progress", async () => {
    let attempts = 0;
    const { queue, handed, states } = make(async ({ name }) => {
      attempts++;
      if (attempts < 4 || attempts > 4) throw lost();
      return picture(name);
    });

    queue.add([file("a")]);
    await vi.waitFor(() => expect(handed).toEqual([["a"]]));
    queue.add([file("b")]);
    await vi.waitFor(() => expect(states()).toEqual(["done", "stopped"]));

    expect(attempts).toBe(4 + 6);
  });

  it("does not count failures of an upload that moves on", async () => {
    let attempts = 0;
    const { queue, handed } = make(async ({ name }, { onProgress }) => {
      onProgress(++attempts / 20);
      if (attempts < 15) throw lost();
      return picture(name);
    });

    queue.add([file("a")]);
    await vi.waitFor(() => expect(handed).toEqual([["a"]]));
  });

  it("shows a refusal in the studio's words, keeps the others, and hands a later retry over alone", async () => {
    let broken = true;
    const { queue, handed, states } = make(async ({ name }) => {
      if (name === "svg") throw new UploadProblem("map.svg is an SVG drawing.", false);
      if (name === "slow" && broken) throw lost();
      return picture(name);
    });

    queue.add([file("a"), file("svg"), file("slow"), file("empty", 0)]);
    await vi.waitFor(() => expect(states()).toEqual(["done", "refused", "stopped", "refused"]));
    broken = false;
    queue.retry(queue.items()[2]?.id ?? 0);
    await vi.waitFor(() => expect(handed).toEqual([["a"], ["slow"]]));

    expect(queue.items()[1]?.message).toBe("map.svg is an SVG drawing.");
    expect(queue.items()[3]?.message).toMatch(/empty or a folder/);
  });

  it("clears what is over, refused files too, and lets the rest go on", async () => {
    const { queue, states } = make(({ name }, { signal }) => {
      if (name === "a") return Promise.resolve(picture(name));
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
    });
    queue.add([file("a"), file("empty", 0), file("long")]);
    await vi.waitFor(() => expect(states()).toEqual(["done", "refused", "sending"]));

    queue.clear();

    expect(queue.items().map(({ name }) => name)).toEqual(["long"]);
  });

  it("gives back the place a drop was meant for", async () => {
    const places: (string | undefined)[] = [];
    const onDone = (_: UploadedPicture[], place: string | undefined) => void places.push(place);
    const queue = new UploadQueue({ send: async ({ name }) => picture(name), onDone, onChange: () => {} });

    queue.add([file("a")], "front");
    queue.add([file("b")]);

    await vi.waitFor(() => expect(places).toEqual(["front", undefined]));
  });

  it("cancels one file alone and hands over what is left of its drop", async () => {
    const { queue, handed } = make(
      ({ name }, { signal }) =>
        new Promise((resolve, reject) => {
          if (name === "b") resolve(picture(name));
          signal.addEventListener("abort", () => reject(new Error("aborted")));
        }),
    );
    queue.add([file("a"), file("b")]);
    await vi.waitFor(() => expect(queue.items()[1]?.state).toBe("done"));

    queue.remove(queue.items()[0]?.id ?? 0);

    expect(handed).toEqual([["b"]]);
    expect(queue.items().map(({ name }) => name)).toEqual(["b"]);
  });
});

describe("the words of a failed upload", () => {
  it("are the studio's own, whether it refused before or after the bytes", () => {
    const after = Object.assign(new Error("XHR failed 422"), {
      data: { error: "a.gif holds 3 pictures", final: true },
    });
    const before = Object.assign(new Error("a.png is empty."), { code: "BAD_REQUEST" });
    const overtaken = Object.assign(new Error("XHR failed 409"), { data: { error: "A newer attempt", final: false } });

    expect([problemOf(after), problemOf(before), problemOf(overtaken)]).toMatchObject([
      { message: "a.gif holds 3 pictures", again: false },
      { message: "a.png is empty.", again: false },
      { message: "A newer attempt", again: true },
    ]);
    expect(problemOf(new TypeError("Failed to fetch"))).toMatchObject({
      again: true,
      message: expect.stringContaining("connection was lost"),
    });
  });
});

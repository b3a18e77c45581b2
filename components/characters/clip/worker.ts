import { makeCost } from "./encode";

// Three megabytes of vocabulary stay off the page's thread.
const cost = makeCost();

addEventListener("message", ({ data }: MessageEvent<string[]>) => {
  postMessage(data.map((word): [string, number] => [word, cost(word)]));
});

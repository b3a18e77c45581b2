import { describe, expect, it } from "vitest";
import { layOutTree } from "@/components/storyboard/tree-layout";

/** "a b<a c<a,b": versions in order, with their parents. */
const versions = (text: string) =>
  text.split(" ").map((word) => {
    const [id = "", parents] = word.split("<");
    return { id, parents: parents?.split(",") ?? [] };
  });
const places = (text: string) =>
  layOutTree(versions(text)).nodes.map(({ version, column, row }) => `${version.id}${column}${row}`);

describe("laying out a version tree", () => {
  it("keeps a line of versions in one column, oldest first", () => {
    expect(places("a b<a c<b")).toEqual(["a00", "b01", "c02"]);
  });

  it("opens a column for a second child", () => {
    expect(places("a b<a c<a")).toEqual(["a00", "b01", "c12"]);
  });

  it("goes on in the branch's own column", () => {
    expect(places("a b<a c<a d<c e<b")).toEqual(["a00", "b01", "c12", "d13", "e04"]);
  });

  it("uses a column again once its branch has ended", () => {
    expect(places("a b<a c<a d<b e<d f<d")).toEqual(["a00", "b01", "c12", "d03", "e04", "f15"]);
  });

  it("does not draw a branch through one that still grows", () => {
    expect(places("a b<a c<a d<a e<c")).toEqual(["a00", "b01", "c12", "d23", "e14"]);
  });

  it("gives a picture brought later, with no parent, a place beside a trunk that still grows", () => {
    expect(places("a b c<a")).toEqual(["a00", "b11", "c02"]);
  });

  it("joins all parents of a merge", () => {
    const { edges } = layOutTree(versions("a b<a c<a d<b,c"));
    expect(edges.map(({ parent, child }) => `${parent}${child}`)).toEqual(["ab", "ac", "bd", "cd"]);
  });

  it("leaves out parents that are not in the list", () => {
    expect(layOutTree(versions("b<gone")).edges).toEqual([]);
  });

  it("has one empty column for nothing", () => {
    expect(layOutTree([])).toEqual({ nodes: [], edges: [], columns: 1 });
  });
});

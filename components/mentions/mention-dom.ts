import { type Mention, mentionText, segmentsOf } from "@/contract/text/mentions";
import { chipClass } from "./mention-words";

/** A chip in the field: one thing for the caret, deleted as a whole. */
const chipOf = ({ id, label }: Pick<Mention, "id" | "label">): HTMLSpanElement => {
  const chip = document.createElement("span");
  chip.contentEditable = "false";
  chip.dataset.mention = id;
  chip.dataset.label = label;
  chip.className = chipClass;
  chip.textContent = `@${label}`;
  return chip;
};

/** Draw a stored text into an editable field. */
export function drawText(field: HTMLElement, text: string): void {
  field.replaceChildren(
    ...segmentsOf(text).flatMap((segment) => (typeof segment === "string" ? linesOf(segment) : [chipOf(segment)])),
  );
}

const linesOf = (text: string): Node[] =>
  text
    .split("\n")
    .flatMap((line, n) => [
      ...(n > 0 ? [document.createElement("br")] : []),
      ...(line === "" ? [] : [document.createTextNode(line)]),
    ]);

/** Begin to type in a field that holds this text: focused, chosen whole. Drawn unless somebody's first letters stand there already. */
export function beginText(field: HTMLElement, text: string, focus?: FocusOptions): void {
  if (!field.hasChildNodes() && text !== "") drawText(field, text);
  field.focus(focus);
  document.getSelection()?.selectAllChildren(field);
}

/** The stored text of what stands in the field. */
export function readText(field: HTMLElement): string {
  let text = "";
  const walk = (node: Node) => {
    if (node instanceof Text) text += node.data.replaceAll("\u00a0", " ");
    else if (node instanceof HTMLBRElement) text += "\n";
    else if (node instanceof HTMLElement && node.dataset.mention)
      text += mentionText({ id: node.dataset.mention, label: node.dataset.label ?? "" });
    else {
      // Browsers wrap a new line in a block of its own now and then.
      if (node !== field && node instanceof HTMLDivElement && text !== "" && !text.endsWith("\n")) text += "\n";
      for (const child of node.childNodes) walk(child);
    }
  };
  walk(field);
  // A browser keeps one line break at the end so that the last line has a height.
  return text.replace(/\n$/, "");
}

/** What is being typed after an `@` right before the caret, and where; null when nothing is. */
export function typedMention(field: HTMLElement): { range: Range; text: string } | null {
  const selection = document.getSelection();
  const node = selection?.focusNode;
  if (!selection?.isCollapsed || !(node instanceof Text) || !field.contains(node)) return null;
  const before = node.data.slice(0, selection.focusOffset);
  const match = /(?:^|[\s(])@([\p{L}\p{N}_.-]{0,40})$/u.exec(before);
  if (!match) return null;
  const text = match[1] ?? "";
  const range = document.createRange();
  range.setStart(node, before.length - text.length - 1);
  range.setEnd(node, selection.focusOffset);
  return { range, text };
}

/** Put a chip in place of what was typed; undo takes it back in one step. */
export function putMention(range: Range, mention: Pick<Mention, "id" | "label">): void {
  const selection = document.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  // execCommand is the only way in that the field's own undo knows.
  document.execCommand("insertHTML", false, `${chipOf(mention).outerHTML}&nbsp;`);
}

import { expect, it } from "vitest";
import { lostApprovalWords } from "./lost-approval";

it("says what is approved no more", () => {
  expect(lostApprovalWords({ revision: 3, character: "Mara" })).toMatch(
    /^The package lost its approval \(v003\), and so did Mara\. Take/,
  );
  expect(lostApprovalWords({ revision: 12, character: null })).toMatch(/^The package lost its approval \(v012\)\. /);
  expect(lostApprovalWords({ revision: null, character: "Mara" })).toMatch(/^Mara is approved no more\. /);
});

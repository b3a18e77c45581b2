export const NOTHING = { passed: 0, failed: 0 };
export const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed });

/** A runner that ended badly without naming a failed test (a crash, a hook, no report) counts as one failure. */
const withCrash = (counts, exitCode) => (exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts);

/** Counts of vitest's JSON report. A file that could not be loaded holds no test but is a failure. */
export function countVitest(report, exitCode) {
  const files = report.testResults ?? [];
  const unloaded = files.filter(
    (file) => file.status === "failed" && (file.assertionResults ?? []).length === 0,
  ).length;
  const counts = { passed: report.numPassedTests ?? 0, failed: (report.numFailedTests ?? 0) + unloaded };
  return withCrash(counts, exitCode);
}

/** Counts of Playwright's JSON report. A test that passed on a second try counts as passed; errors outside tests fail. */
export function countPlaywright(report, exitCode) {
  const { expected = 0, flaky = 0, unexpected = 0 } = report.stats ?? {};
  return withCrash({ passed: expected + flaky, failed: unexpected + (report.errors ?? []).length }, exitCode);
}

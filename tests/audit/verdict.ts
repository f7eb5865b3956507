export type Verdict = { code: 0 | 1 | 3; sentence: string };

/** What `npm audit --json` found, in a sentence. Only a whole report counts as an answer. */
export function verdict(audit: { status: number | null; stdout: string; error: string }): Verdict {
  const report = parse(audit.stdout);
  const counts = report?.metadata?.vulnerabilities;
  if (report === null || report.error || typeof counts?.total !== 'number') {
    const why = report?.error?.summary || report?.message || audit.error.trim().split('\n')[0];
    return {
      code: 3,
      sentence: `Not checked: the registry did not answer the audit${why && ` (${why})`}. Run it where the registry answers audits.`,
    };
  }
  if (counts.total === 0 && audit.status === 0) {
    return {
      code: 0,
      sentence: `No known vulnerabilities in the ${report.metadata?.dependencies?.total ?? '?'} packages of the lock file.`,
    };
  }
  const names = Object.keys(report.vulnerabilities ?? {});
  return {
    code: 1,
    sentence: `${counts.total} known vulnerabilities, in ${names.join(', ')}. See npm audit, and update these.`,
  };
}

type Report = {
  error?: { summary?: string };
  message?: string;
  metadata?: { vulnerabilities?: { total?: number }; dependencies?: { total?: number } };
  vulnerabilities?: Record<string, unknown>;
};

function parse(text: string): Report | null {
  try {
    const report: unknown = JSON.parse(text);
    return typeof report === 'object' ? report : null;
  } catch {
    return null;
  }
}

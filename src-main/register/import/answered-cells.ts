import { meaningSet, type VotingRules } from '../elector/voting-rules.ts';
import type { AskedValue, CellReport, NotUnderstood } from '../types.ts';

/** What the room says about a value that a reader did not understand; null if it says nothing. */
function answerTo({ asks }: NotUnderstood, rules: VotingRules) {
  if (!asks) return null;
  if (asks.kind === 'date') return rules.dates.get(asks.key) ?? null;
  if (asks.kind === 'knock') return rules.knocks.get(asks.key) ?? null;
  return meaningSet(rules, asks.key);
}

/** A report in which values count as understood if the room says what they mean. */
export function withoutAnswered(report: CellReport, rules: VotingRules): CellReport {
  const [answered, open] = [true, false].map((isAnswered) =>
    report.notUnderstood.filter((each) => (answerTo(each, rules) !== null) === isAnswered),
  ) as [NotUnderstood[], NotUnderstood[]];
  if (answered.length === 0) return report;
  const cells = (column: string) =>
    answered.reduce((sum, each) => sum + (each.column === column ? each.count : 0), 0);
  return {
    ...report,
    columns: report.columns.map((each) => ({
      ...each,
      understood: Math.min(each.filled, each.understood + cells(each.column)),
    })),
    notUnderstood: open,
  };
}

/** The values of a report that a person can answer, with the answers that the room or the person has given. */
export function askedValues({ notUnderstood }: CellReport, rules: VotingRules): AskedValue[] {
  return notUnderstood.flatMap((each) =>
    each.asks ? [{ ...each, asks: each.asks, meaning: answerTo(each, rules) }] : [],
  );
}

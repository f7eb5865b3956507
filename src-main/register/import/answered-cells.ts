import { meaningSet, type VotingRules } from '../elector/voting-rules.ts';
import type { AskedValue, CellReport, NotUnderstood } from '../types.ts';

/** What the room says about a value that a reader did not understand; null if it says nothing. */
function answerTo({ asks }: NotUnderstood, rules: VotingRules) {
  if (!asks) return null;
  if (asks.kind === 'date') return rules.dates.get(asks.key) ?? null;
  if (asks.kind === 'knock') return rules.knocks.get(asks.key) ?? null;
  return meaningSet(rules, asks.key);
}

/** What it says about all such values of the column together. */
function answerToColumn({ asks }: NotUnderstood, rules: VotingRules) {
  return asks?.columnKey === undefined ? null : (rules.knocks.get(asks.columnKey) ?? null);
}

/**
 * A report in which values count as understood if the room says what they mean. Those that it has only answered together
 * with their column are still listed, since nobody has read them.
 */
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

/** More different words of a column than this are a text that people wrote freely, which is asked about as a whole. */
const ONE_BY_ONE = 8;
const EXAMPLES = 3;

/**
 * The values of a report that a person can answer, with the answers that the room or the person has given. Very many of
 * one column, such as its notes, are one question.
 */
export function askedValues({ notUnderstood }: CellReport, rules: VotingRules): AskedValue[] {
  const asked = notUnderstood.flatMap((each) =>
    each.asks ? [{ ...each, asks: each.asks, meaning: answerTo(each, rules) }] : [],
  );
  const open = asked.filter(({ asks, meaning }) => meaning === null && asks.columnKey !== undefined);
  const many = [...Map.groupBy(open, ({ asks }) => asks.columnKey)].filter(
    ([, all]) => new Set(all.map(({ asks }) => asks.key)).size > ONE_BY_ONE,
  );
  const together = new Set(many.flatMap(([, all]) => all));
  return [
    ...asked.flatMap((each) =>
      together.has(each) ? [] : [{ ...each, meaning: each.meaning ?? answerToColumn(each, rules) }],
    ),
    ...many.flatMap(([key = '', all]) => asOne(all, key, rules)),
  ];
}

function asOne(all: readonly AskedValue[], key: string, rules: VotingRules): AskedValue[] {
  const [first] = all;
  if (!first) return [];
  return [
    {
      ...first,
      value: all
        .slice(0, EXAMPLES)
        .map(({ value }) => value)
        .join('; '),
      count: all.reduce((sum, { count }) => sum + count, 0),
      lines: all.slice(0, EXAMPLES).flatMap(({ lines }) => lines.slice(0, 1)),
      asks: { kind: 'knock', key },
      meaning: answerToColumn(first, rules),
      together: all.length,
    },
  ];
}

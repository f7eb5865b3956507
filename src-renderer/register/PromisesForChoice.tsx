import { Checkbox } from '@mantine/core';
import type { ElectionKind } from '../../src-main/register/elector/elections.ts';
import { counted } from '../shared/format.ts';
import { labelled } from '../shared/labelled.ts';
import part from '../shared/part.module.css';
import { asSent, type OnlyFor, pollsOf } from './promise-codes.ts';
import { useChoices } from './use-choices.ts';

type PromisesForChoiceProps = {
  /** The codes that count as a promise. */
  codes: readonly { code: string; electors: number }[];
  /** The polls combined on the day. */
  kinds: readonly ElectionKind[];
  onlyFor: OnlyFor;
  onChange: (onlyFor: Record<string, ElectionKind[]>) => void;
};

/** For which of several polls on one day each kind of promise counts: for all, until somebody unticks one. */
export function PromisesForChoice({ codes, kinds, onlyFor, onChange }: PromisesForChoiceProps) {
  const named = labelled(useChoices().data?.elections ?? []).filter(({ value }) => kinds.includes(value));
  return (
    <div className={part.part}>
      {codes.map(({ code, electors }) => {
        const key = code.toUpperCase();
        return (
          <Checkbox.Group
            key={code}
            label={`${code}: ${counted(electors, 'elector')}`}
            value={pollsOf(onlyFor, code, kinds)}
            onChange={(chosen) => {
              const { [key]: _, ...others } = onlyFor;
              const some = kinds.filter((kind) => chosen.includes(kind));
              const all = some.length === kinds.length ? others : { ...others, [key]: some };
              onChange(asSent(all));
            }}
          >
            <div className={part.line}>
              {named.map(({ value, label }) => (
                <Checkbox key={value} value={value} label={label} />
              ))}
            </div>
          </Checkbox.Group>
        );
      })}
    </div>
  );
}

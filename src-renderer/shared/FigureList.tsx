import type { Message } from '../../src-shared/message.ts';
import classes from './figure-list.module.css';
import { count } from './format.ts';
import { roomSays } from './room-says.ts';

/** A list in numbers; nothing if it is empty. */
export function FigureList({
  title,
  lines,
}: {
  title: string;
  lines: readonly { what: Message | string; count: number }[];
}) {
  if (lines.length === 0) return null;
  return (
    <table className={classes.list}>
      <caption>{title}</caption>
      <tbody>
        {lines.map((line) => {
          const what = typeof line.what === 'string' ? line.what : roomSays(line.what);
          return (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{count(line.count)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Several of them, side by side where there is room. */
export const figureLists = classes.lists;

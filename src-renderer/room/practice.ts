import { reloadUnasked } from './leaving.ts';
import { keepPracticeId } from './practice-id.ts';
import { openScreen } from './use-screen.ts';

/** Puts this window into a practice. The page loads again, so that nothing of the room comes along. */
export function enterPractice(id: string): void {
  keepPracticeId(id);
  openScreen('tally');
  reloadUnasked();
}

/** Takes this window back to the room. */
export function leavePractice(): void {
  keepPracticeId(null);
  reloadUnasked();
}

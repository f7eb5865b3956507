import { expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { doTheMainJob } from '../smoke/steps.ts';
import { saved, startApp } from './app.ts';

it('the steps of the smoke test in Electron also work in a browser', async () => {
  const app = await startApp();
  try {
    const page = await app.open();
    await doTheMainJob(page, (click) => saved(page, click));
    expect(checkRoom(app.room)).toEqual({ ok: true, problems: [] });
    expect(app.room.db.prepare('SELECT count(*) FROM elector WHERE voted_at IS NOT NULL').pluck().get()).toBe(
      1,
    );
  } finally {
    await app.close();
  }
});

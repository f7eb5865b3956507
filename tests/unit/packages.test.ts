import { expect, it } from 'vitest';
import about from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };

it('every package has an exact version', () => {
  const dependencies = Object.entries({ ...about.dependencies, ...about.devDependencies });
  expect(dependencies.filter(([, version]) => !/^(?:npm:[\w@/-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual(
    [],
  );
});

it('every package in the lock file has a hash of its contents', () => {
  const packages: [string, object][] = Object.entries(lock.packages);
  const loose = packages.filter(
    ([path, about]) => path !== '' && !('integrity' in about || 'inBundle' in about),
  );
  expect(loose.map(([path]) => path)).toEqual([]);
});

it('only one package may run an install script', () => {
  const allowed = Object.entries(about.allowScripts).filter(([, isAllowed]) => isAllowed);
  expect(allowed).toEqual([['node', true]]);
});

import { router } from '../src-main/api/router.ts';

for (const later of Object.values(router._def.lazy)) await later.load();

/** Every procedure of the router by its path, also those that are loaded when they are first requested. */
export const everyProcedure = router._def.procedures;

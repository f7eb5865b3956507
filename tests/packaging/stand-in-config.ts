import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import configuration from '../../electron-builder.config.ts';

/** The program’s own configuration, with the stand-ins for Electron in the folder ELECTRON_FOLDER. */
const withStandIns: Configuration = {
  ...configuration,
  electronDist: ({ platformName }: { platformName: string }) =>
    join(process.env.ELECTRON_FOLDER ?? '', platformName),
  electronFuses: {
    ...configuration.electronFuses,
    // Only a Mac has the tool to seal it again.
    resetAdHocDarwinSignature: false,
  },
};

export default withStandIns;

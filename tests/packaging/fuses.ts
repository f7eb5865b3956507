import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

const { ENABLE, DISABLE } = FuseState;

/** The fuses that close a back door, as a packed program must have them. */
export const FUSES = {
  runAsNode: DISABLE,
  cookies: ENABLE,
  nodeOptions: DISABLE,
  inspect: DISABLE,
  integrity: ENABLE,
  onlyAsar: ENABLE,
  snapshot: DISABLE,
  fileProtocol: DISABLE,
};

/** The fuses of a packed program: of its executable, or of its folder on macOS. */
export async function fusesOf(program: string): Promise<Record<keyof typeof FUSES, FuseState | undefined>> {
  const wire = await getCurrentFuseWire(program);
  return {
    runAsNode: wire[FuseV1Options.RunAsNode],
    cookies: wire[FuseV1Options.EnableCookieEncryption],
    nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
    inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
    integrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
    onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
    snapshot: wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot],
    fileProtocol: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
  };
}

import type { Configuration } from 'electron-builder';

const DATABASE = 'node_modules/better-sqlite3';

/**
 * What goes into the program. Each system gets the whole list: two lists would be two selections, and one that only
 * leaves out begins with everything there is, sources and all.
 */
const PROGRAM = [
  'out/{main,preload,renderer}/**/*',
  'resources/fonts/*',
  'package.json',
  '!**/*.{map,ts,mts,cts,flow,md,markdown,txt,yml,yaml}',
  'resources/fonts/OFL.txt',
  'docs/{managers-guide,tellers-and-runners,several-laptops,data-protection,first-start}{,.cy}.md',
  // What others gave comes with their licence.
  '**/{LICENSE,LICENCE,license}{,.md,.txt,-MIT}',
  '!**/node_modules/*/{test,tests,__tests__,docs,example,examples,bench,.github}/**',
  // What packages carry for other hosts than Node, and one its whole package manager.
  '!**/node_modules/*/.yarn/**',
  '!node_modules/{pdfkit,fontkit}/**/*{browser,standalone}*',
  '!node_modules/pdfkit/js/*.old.*',
  '!node_modules/pako/dist/**',
  '!node_modules/fflate/umd/**',
  // Of its many builds one is loaded, with the smallest of its lists.
  '!node_modules/libphonenumber-js/{bundle,es6,es6-modern,max,min,mobile,source}/**',
  '!node_modules/libphonenumber-js/{examples,metadata.full,metadata.max,metadata.mobile}*',
  '!node_modules/postcode/{esm/**,example.js}',
  // Only its list of English words is used.
  '!node_modules/@scure/bip39/{index.js,src/**,node_modules/**,wordlists/!(english).js}',
  '!node_modules/node-addon-api/**',
  `!${DATABASE}/{deps,src}/**`,
  `!${DATABASE}/binding.gyp`,
];

/**
 * The other systems' database files are left out by name: a pattern for "this system's" would take the system that
 * builds, and putting one back after leaving all out packs none, both without a word.
 */
const without = (...systems: string[]) => systems.map((system) => `!${DATABASE}/prebuilds/${system}-*.node`);

/**
 * A program signed with a certificate loads only libraries of the same signer, and all of its own are. One that is not
 * has no signer that its own libraries could share, so it needs an entitlement more.
 */
const { CSC_LINK, CSC_NAME } = process.env;
const ENTITLEMENTS = `packaging/entitlements.mac${CSC_LINK || CSC_NAME ? '' : '.unsigned'}.plist`;

/** What the packaged program is made of, and how it is put on each system. `npm run pack`, `npm run dist`. */
const configuration: Configuration = {
  appId: 'uk.committeeroom.desktop',
  productName: 'Committee Room',
  copyright: 'Copyright © 2026 The Committee Room authors',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the builder fills these in
  artifactName: 'committee-room-${version}-${os}-${arch}.${ext}',
  directories: { output: 'dist', buildResources: 'packaging' },
  // better-sqlite3 brings its binaries; nothing is compiled.
  npmRebuild: false,
  // Nothing is looked for on the internet: a committee room gets its program on a stick.
  publish: null,
  asar: true,
  asarUnpack: ['**/*.node'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    // macOS checks even an unsigned program's seal on Apple's own processors, and a fuse breaks it.
    resetAdHocDarwinSignature: true,
  },
  fileAssociations: [
    {
      ext: 'room',
      name: 'Committee Room',
      description: 'Committee Room of one polling day',
      mimeType: 'application/x-committee-room',
      role: 'Editor',
    },
  ],
  win: {
    target: [{ target: 'nsis', arch: ['x64'] }],
    icon: 'packaging/icons/icon.ico',
    files: [
      ...PROGRAM,
      ...without('darwin', 'linux', 'linuxmusl'),
      `!${DATABASE}/prebuilds/win32-arm64.node`,
    ],
  },
  nsis: {
    // A volunteer has no administrator's password.
    oneClick: true,
    perMachine: false,
    deleteAppDataOnUninstall: false,
  },
  mac: {
    target: [{ target: 'dmg', arch: ['universal'] }],
    icon: 'packaging/icons/icon.icns',
    category: 'public.app-category.productivity',
    hardenedRuntime: true,
    entitlements: ENTITLEMENTS,
    entitlementsInherit: ENTITLEMENTS,
    // Both processors' databases are in both halves, alike, so there is nothing to melt together.
    x64ArchFiles: '**/better-sqlite3/prebuilds/darwin-*.node',
    files: [...PROGRAM, ...without('win32', 'linux', 'linuxmusl')],
  },
  linux: {
    target: [
      { target: 'AppImage', arch: ['x64'] },
      { target: 'deb', arch: ['x64'] },
    ],
    icon: 'packaging/icons',
    executableName: 'committee-room',
    category: 'Office',
    synopsis: 'Runs a committee room on polling day',
    maintainer: 'The Committee Room authors <committee-room@example.invalid>',
    files: [
      ...PROGRAM,
      ...without('darwin', 'win32', 'linuxmusl'),
      `!${DATABASE}/prebuilds/linux-arm64.node`,
    ],
  },
  // Else the builder puts --no-sandbox into the entry of the menu.
  appImage: { executableArgs: [] },
  // A deb must name a page; until there is one, the name says that there is none.
  extraMetadata: { homepage: 'https://committee-room.invalid' },
};

export default configuration;

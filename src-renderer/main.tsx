import './mantine-styles.ts';
import './fonts.css';
import './global.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Door } from './door/Door.tsx';
import { keepDraftsAtLeaving } from './room/drafts.ts';
import { watchClosing } from './room/leaving.ts';
import { practiceId } from './room/practice-id.ts';
import { queryClient } from './room/query-client.ts';
import { startRoomStream } from './room/room-stream.ts';
import { doorState } from './room/use-door.ts';
import { roomSummary } from './room/use-room-summary.ts';
import { openFirstScreen } from './room/use-screen.ts';
import { showLanguage } from './shared/words.ts';
import { App } from './shell/App.tsx';
import { cssVariables, FONT, theme } from './theme.ts';

/** The host puts a new nonce into each page. Without it, the content policy blocks the theme's style element. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

// Without this, a file dropped in the wrong place would open instead of the app.
for (const type of ['dragover', 'drop'] as const) {
  window.addEventListener(type, (event) => event.preventDefault());
}

if (!window.committeeRoom) {
  watchClosing();
  void startRoomStream();
}

void keepDraftsAtLeaving();

document.documentElement.toggleAttribute('data-practice', practiceId !== null);

/** If the room has not answered by then, the window is drawn without it. */
const SHOWN_ANYWAY_AFTER_MS = 500;

/** The weights of the first screen; without this, its words would be drawn in another font first, and then move. */
const fonts = () => Promise.all([400, 600].map((weight) => document.fonts.load(`${weight} 1rem "${FONT}"`)));

// Fetched before anything is drawn: otherwise the first screen would be drawn again for each answer.
await Promise.race([
  Promise.all([
    showLanguage(),
    queryClient.prefetchQuery(doorState),
    queryClient.prefetchQuery(roomSummary),
    fonts().catch(() => {}),
  ]),
  new Promise((resolve) => setTimeout(resolve, SHOWN_ANYWAY_AFTER_MS)),
]);

const room = queryClient.getQueryData(roomSummary.queryKey);
if (room) openFirstScreen(room);

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root element.');
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      deduplicateCssVariables={false}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <Door>
          <App />
        </Door>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

import './mantine-styles.ts';
import './global.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Door } from './door/Door.tsx';
import { takeLeaveInOrder } from './room/leaving.ts';
import { queryClient } from './room/query-client.ts';
import { startRoomStream } from './room/room-stream.ts';
import { doorState } from './room/use-door.ts';
import { roomSummary } from './room/use-room-summary.ts';
import { openFirstScreen } from './room/use-screen.ts';
import { showLanguage } from './shared/words.ts';
import { App } from './shell/App.tsx';
import { cssVariables, theme } from './theme.ts';

/** The host puts a fresh nonce into the page; without it the policy refuses the theme's own style element. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

// A file dropped beside the place meant for it must not replace the app with the file.
for (const type of ['dragover', 'drop'] as const) {
  window.addEventListener(type, (event) => event.preventDefault());
}

if (!window.committeeRoom) {
  takeLeaveInOrder();
  void startRoomStream();
}

/** A room that has not answered by then is shown to be waited for. */
const SHOWN_ANYWAY_AFTER_MS = 500;

// Fetched before anything is drawn: the first screen is then drawn once, where it would be drawn anew for each answer.
await Promise.race([
  Promise.all([showLanguage(), queryClient.prefetchQuery(doorState), queryClient.prefetchQuery(roomSummary)]),
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

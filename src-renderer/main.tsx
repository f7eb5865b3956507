import './mantine-styles.ts';
import './global.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Door } from './door/Door.tsx';
import { App } from './room/App.tsx';
import { queryClient } from './room/query-client.ts';
import { cssVariables, theme } from './theme.ts';

/** The host puts a fresh nonce into the page; without it the policy refuses the theme's own style element. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

// A file dropped beside the place meant for it must not replace the app with the file.
for (const type of ['dragover', 'drop'] as const) {
  window.addEventListener(type, (event) => event.preventDefault());
}

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

import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Notice } from '../shared/Notice.tsx';
import { words } from '../shared/words.ts';

/** If one screen fails, the others still work. */
export class ScreenFault extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Notice tone="bad" role="alert" title={words.t('This screen could not be shown.')}>
        <p>{words.t('Nothing you entered is lost. Open the window again; the other screens still work.')}</p>
        <Button variant="default" size="sm" onClick={() => location.reload()}>
          {words.t('Open the window again')}
        </Button>
      </Notice>
    );
  }
}

import { Button } from '@mantine/core';
import { Trans } from 'react-i18next';
import type { Understanding } from '../../../src-main/register/types.ts';
import { ChooseFileButton } from '../../shared/ChooseFileButton.tsx';
import { counted } from '../../shared/format.ts';
import { FileIcon } from '../../shared/icons.tsx';
import part from '../../shared/part.module.css';
import { Busy } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { REGISTER_FILES } from './ChooseFile.tsx';
import { chooseCanvass, leaveCanvassOut } from './import-flow.ts';

/** A second file with voting intentions, joined to the register by elector number. */
export function CanvassFile({ canvass, reading }: { canvass: Understanding | null; reading: string | null }) {
  const { t } = useWords();
  if (reading) return <Busy>{t('Reading {{reading}}…', { reading })}</Busy>;
  if (canvass) {
    return (
      <div className={part.line}>
        <FileIcon />
        <p>
          <Trans
            t={t}
            i18nKey="<file/>: {{lines}}, joined to the register by elector number, or by name and address."
            values={{ lines: counted(canvass.lines, 'line') }}
            components={{ file: <strong>{canvass.fileName}</strong> }}
          />
        </p>
        <Button variant="default" size="sm" onClick={leaveCanvassOut}>
          {t('Leave the canvass out')}
        </Button>
      </div>
    );
  }
  return (
    <div className={part.line}>
      <ChooseFileButton accept={REGISTER_FILES} onFile={(file) => void chooseCanvass(file)}>
        {(props) => (
          <Button {...props} variant="default" size="sm">
            {t('Canvass file…')}
          </Button>
        )}
      </ChooseFileButton>
      <p>{t('Only if your voting intentions are in a file of their own.')}</p>
    </div>
  );
}

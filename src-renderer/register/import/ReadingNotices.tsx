import { Button } from '@mantine/core';
import type { Understanding } from '../../../src-main/register/types.ts';
import { counted } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import { roomSays } from '../../shared/room-says.ts';
import { useWords } from '../../shared/use-words.ts';
import { Alterations } from './Alterations.tsx';
import { reread } from './import-flow.ts';

/** What was guessed about a file, and may be wrong. */
export function ReadingNotices({ file }: { file: Understanding }) {
  const { t } = useWords();
  const { encoding, encodingEvidence, garbled, isMended } = file;
  return (
    <>
      {file.missing.length > 0 && (
        <Notice
          tone="bad"
          role="alert"
          title={
            file.looksAbsent
              ? t('This looks like a list of absent voters.')
              : t('Some columns are not recognised.')
          }
        >
          <p>
            {t(
              'Choose below which column has each of these: {{columns}}. If none does, this is not a register.',
              { columns: file.missing.map(roomSays).join(', ') },
            )}{' '}
            {file.looksAbsent &&
              t(
                'Lists of postal or proxy voters are chosen under “Postal and proxy”, once the register is in the room.',
              )}
          </p>
        </Notice>
      )}
      {file.isGuessed && file.missing.length === 0 && (
        <Notice tone="notice" title={t('The file has no headings.')}>
          <p>
            {t(
              'What each column holds was guessed from its content. Look at the columns and the first electors below.',
            )}
          </p>
        </Notice>
      )}
      {file.doubtful?.isAsked && file.missing.length === 0 && <Alterations doubtful={file.doubtful} />}
      {file.isRemembered && (
        <Notice tone="plain" title={t('Columns are matched as you matched them last time.')}>
          <p>{t('An earlier file had the same headings. You can still change each of them below.')}</p>
        </Notice>
      )}
      {file.sheets.length > 1 && (
        <Notice tone="plain" title={t('Sheets with the same headings are read together.')}>
          <p>
            {file.sheets
              .map(({ name, firstLine, lastLine }) =>
                t('{{name}} (lines {{from}} to {{to}})', { name, from: firstLine, to: lastLine }),
              )
              .join(', ')}
          </p>
          {file.sheets[0]?.isDistrict && (
            <p>
              {t('The sheets have no column for the polling district, so the name of each sheet is used.')}
            </p>
          )}
        </Notice>
      )}
      {file.sheets.length > 0 && file.otherSheets.length > 0 && (
        <Notice
          tone="notice"
          title={
            file.sheets.length > 1
              ? t('Other sheets are not read.')
              : t('Only the sheet “{{sheet}}” is read.', { sheet: file.sheets[0]?.name ?? '' })
          }
        >
          <p>
            {t('The workbook also has: {{sheets}}. To read one of those, save it as a separate file.', {
              sheets: file.otherSheets.join(', '),
            })}
          </p>
        </Notice>
      )}
      {encodingEvidence && (
        <Notice tone="notice" title={t('Accents were read as {{encoding}}.', { encoding })}>
          <p>
            {t(
              'That gives {{words}}, not {{otherwise}}. If names with accents look wrong, choose another text encoding below.',
              { words: encodingEvidence.words.join(', '), otherwise: encodingEvidence.otherwise.join(', ') },
            )}
          </p>
        </Notice>
      )}
      {garbled && !isMended && (
        <Notice
          tone="notice"
          title={t('{{cells}} hold garbled letters.', { cells: counted(garbled.cells, 'line') })}
        >
          <p>
            {t('Such as {{example}} for {{mended}}. They were garbled before the file came here.', {
              example: garbled.example,
              mended: garbled.mended,
            })}
          </p>
          <Button variant="default" size="sm" onClick={() => void reread('register', { mend: true })}>
            {t('Fix them')}
          </Button>
        </Notice>
      )}
      {isMended && (
        <Notice tone="good" title={t('Garbled letters fixed.')}>
          <Button variant="default" size="sm" onClick={() => void reread('register', { mend: false })}>
            {t('Leave them as they were')}
          </Button>
        </Notice>
      )}
    </>
  );
}

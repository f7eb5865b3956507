import { useEffect, useRef } from 'react';
import { Figures } from '../../shared/Figures.tsx';
import { count } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import classes from '../../shared/part.module.css';
import { roomSays } from '../../shared/room-says.ts';
import { useWords } from '../../shared/use-words.ts';
import { CanvassFile } from './CanvassFile.tsx';
import { CanvassPlan } from './CanvassPlan.tsx';
import { ColumnMatch } from './ColumnMatch.tsx';
import { encodingName, HowRead } from './HowRead.tsx';
import { ImportButtons } from './ImportButtons.tsx';
import type { Understood } from './import-flow.ts';
import { KindOfFile } from './KindOfFile.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import { ReadingNotices } from './ReadingNotices.tsx';
import { SurveyView } from './SurveyView.tsx';

/** A file as it was understood, shown for approval before anything is written. */
export function UnderstandingView({ flow }: { flow: Understood }) {
  const { t } = useWords();
  const { register, canvass, sentence } = flow;
  const heading = useRef<HTMLHeadingElement>(null);
  // The buttons that led here are gone: the focus moves to what replaced them.
  useEffect(() => heading.current?.focus(), []);
  const isCanvass = register.kind === 'canvass';
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className={classes.heading}>
        {t('How {{fileName}} was understood', { fileName: register.fileName })}
      </h2>
      {sentence && (
        <Notice tone="bad" role="alert" title={t('Nothing was imported.')}>
          <p>{sentence}</p>
        </Notice>
      )}
      <KindOfFile file={register} />
      <ReadingNotices file={register} />
      <Figures
        figures={[
          { name: t('Layout'), value: roomSays(register.layout) },
          { name: t('Lines in the file'), value: count(register.lines) },
          {
            name: register.sheets.length === 0 ? t('Text') : t('Workbook, sheet'),
            value: register.sheets.map(({ name }) => name).join(', ') || encodingName(register.encoding),
          },
        ]}
      />
      <PreviewTable preview={register.preview} />
      <ColumnMatch which="register" file={register} />
      <HowRead file={register} />
      {!isCanvass && <CanvassFile canvass={canvass} reading={flow.readingCanvass} />}
      {canvass && <ColumnMatch which="canvass" file={canvass} />}
      {isCanvass ? (
        <CanvassPlan flow={flow} />
      ) : (
        <>
          <SurveyView flow={flow} />
          <ImportButtons flow={flow} />
        </>
      )}
    </>
  );
}

import type { ReactNode } from 'react';

type IconProps = { size?: number };

/** Icons stand beside words that say the same, so that assistive technology can leave them out. */
function icon(shape: ReactNode) {
  return function Icon({ size = 20 }: IconProps) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={2.25}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {shape}
      </svg>
    );
  };
}

/** Five strokes of a tally: the program's own mark. */
export const TallyIcon = icon(<path d="M5 4v16M10 4v16M15 4v16M20 4v16M2 17 22 7" />);
export const TickIcon = icon(<path d="m4 12.5 5.5 5.5L20 6.5" />);
export const RepeatIcon = icon(<path d="M4 9h12a4 4 0 0 1 0 8h-4M4 9l4-4M4 9l4 4" />);
export const AlertIcon = icon(<path d="M12 3.5 22 20.5H2zM12 10v4.5M12 17.4v.1" />);
export const QuestionIcon = icon(
  <path d="M12 21.5a9.5 9.5 0 1 0 0-19 9.5 9.5 0 0 0 0 19ZM9.2 9.2a2.9 2.9 0 1 1 4 2.7c-.8.4-1.2 1-1.2 1.9M12 17v.1" />,
);
export const CrossIcon = icon(<path d="M5 5l14 14M19 5 5 19" />);
export const WaitIcon = icon(<path d="M12 21.5a9.5 9.5 0 1 0 0-19 9.5 9.5 0 0 0 0 19ZM12 6.5V12l3.5 2.5" />);
export const ArrowIcon = icon(<path d="M4 12h15M13 6l6 6-6 6" />);
export const BackIcon = icon(<path d="M20 12H5M11 6l-6 6 6 6" />);
export const FileIcon = icon(<path d="M6 2.5h8l5 5V21.5H6zM14 2.5v5h5M9 13h7M9 17h7" />);
export const PrintIcon = icon(<path d="M7 8V3h10v5M7 18H4V8h16v10h-3M7 14h10v7H7z" />);
export const SaveIcon = icon(<path d="M12 3v12M6.5 10 12 15.5 17.5 10M4 20.5h16" />);
export const UpIcon = icon(<path d="M6 15l6-6 6 6" />);
export const DownIcon = icon(<path d="M6 9l6 6 6-6" />);
export const StarIcon = icon(
  <path d="m12 3 2.7 5.8 6.3.8-4.6 4.4 1.2 6.3L12 17.2l-5.6 3.1 1.2-6.3L3 9.6l6.3-.8z" fill="currentColor" />,
);
export const UndoIcon = icon(<path d="M4 9h10a5.5 5.5 0 0 1 0 11H8M4 9l5-5M4 9l5 5" />);

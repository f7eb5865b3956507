import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { submitOnEnter } from './shared/submit-on-enter.ts';

/** Deep ink between green and blue: no party of the United Kingdom wears it. */
const ink: MantineColorsTuple = [
  '#e8f1f0',
  '#cfe2e1',
  '#aacfcd',
  '#8cc7c3',
  '#6fb0ad',
  '#2f7a7d',
  '#246a6d',
  '#17585b',
  '#10474a',
  '#0b3537',
];

const paperGreys: MantineColorsTuple = [
  '#faf7ef',
  '#f3eee2',
  '#e9e2d2',
  '#dcd3bf',
  '#c9bea6',
  '#a89f8b',
  '#736c5d',
  '#57523f',
  '#3d3a31',
  '#24221c',
];

const nightGreys: MantineColorsTuple = [
  '#efe8d8',
  '#cfd2c8',
  '#b3bdb6',
  '#7d908c',
  '#526a67',
  '#2f4443',
  '#1a2929',
  '#101b1b',
  '#0b1414',
  '#070d0d',
];

/** The font of the sheets too; fonts.css holds its weights. */
export const FONT = 'Atkinson Hyperlegible Next';

/** Every size of type. Style sheets use `var(--mantine-font-size-…)`. */
const fontSizes = {
  xs: '0.875rem',
  sm: '0.9375rem',
  md: '1.0625rem',
  lg: '1.25rem',
  xl: '1.5rem',
  '2xl': '2rem',
};

/** Every space between things and inside them. Style sheets use `var(--mantine-spacing-…)`. */
const spacing = {
  '2xs': '0.125rem',
  xs: '0.25rem',
  sm: '0.5rem',
  md: '0.75rem',
  lg: '1rem',
  xl: '1.5rem',
  '2xl': '2rem',
  '3xl': '3rem',
};

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 5 },
  colors: { ink, gray: paperGreys, dark: nightGreys },
  black: '#14282a',
  fontFamily: `"${FONT}", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif`,
  fontSizes,
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.35', xl: '1.25' },
  fontWeights: { regular: '400', medium: '400', bold: '600' },
  spacing,
  headings: { fontWeight: '600' },
  defaultRadius: 4,
  cursorType: 'pointer',
  respectReducedMotion: true,
  // The focus ring is drawn once for everything in global.css.
  focusRing: 'never',
  components: {
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md', onKeyDown: submitOnEnter } },
    Checkbox: { defaultProps: { size: 'md' } },
    SegmentedControl: { defaultProps: { size: 'md', color: 'ink', transitionDuration: 0 } },
  },
});

/** Colours by meaning; style sheets use these and never a colour of their own. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--cr-header': '#123a3c',
    '--cr-header-text': '#f7f2e6',
    '--cr-header-quiet': '#bcd2cd',
    '--cr-header-line': '#3d6264',
    '--cr-header-focus': '#ffd683',
    '--cr-practice': '#5a3a16',
    '--cr-practice-quiet': '#e0cfb4',
    '--cr-practice-line': '#8c6a3c',
    '--cr-practice-stripes': 'repeating-linear-gradient(135deg, #5a3a16 0 14px, #7a5324 14px 28px)',
  },
  light: {
    '--mantine-color-body': '#f6f1e5',
    '--mantine-color-text': '#14282a',
    '--mantine-color-dimmed': '#4b5856',
    '--mantine-color-placeholder': '#6b6455',
    '--mantine-color-default-border': '#847c6a',
    '--mantine-color-error': '#9b2318',
    '--mantine-color-disabled': '#e3dac6',
    '--mantine-color-disabled-color': '#6b6455',
    '--mantine-color-anchor': '#10474a',
    '--cr-card': '#fffdf8',
    '--cr-sunk': '#ece5d5',
    '--cr-line': '#d6ccb6',
    '--cr-strong-line': '#847c6a',
    '--cr-bar': '#17585b',
    '--cr-bar-rest': '#ddd4bf',
    '--cr-focus': '#8a4b00',
    '--cr-good': '#17633a',
    '--cr-good-ground': '#e2efe1',
    '--cr-notice': '#744700',
    '--cr-notice-ground': '#f9ebcd',
    '--cr-bad': '#9b2318',
    '--cr-bad-ground': '#f9e2dc',
  },
  dark: {
    '--mantine-color-body': '#101b1b',
    '--mantine-color-text': '#efe8d8',
    '--mantine-color-dimmed': '#b3bdb6',
    '--mantine-color-placeholder': '#a0aca6',
    '--mantine-color-default-border': '#7d908c',
    '--mantine-color-error': '#f5a79a',
    '--mantine-color-disabled': '#2f4443',
    '--mantine-color-disabled-color': '#a0aca6',
    '--mantine-color-anchor': '#8cc7c3',
    '--cr-header': '#0a2a2c',
    '--cr-card': '#1a2929',
    '--cr-sunk': '#233535',
    '--cr-line': '#324847',
    '--cr-strong-line': '#7d908c',
    '--cr-bar': '#8cc7c3',
    '--cr-bar-rest': '#324847',
    '--cr-focus': '#ffd683',
    '--cr-good': '#96d8a6',
    '--cr-good-ground': '#16311f',
    '--cr-notice': '#f3ca7e',
    '--cr-notice-ground': '#352a10',
    '--cr-bad': '#f7afa3',
    '--cr-bad-ground': '#3d1d18',
  },
});

/** The colours of the documentation: those of the landing page. */
import { create } from 'storybook/theming/create';

const fonts = {
  fontBase: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  fontCode: 'ui-monospace, SFMono-Regular, "Cascadia Mono", Menlo, Consolas, monospace',
};

const brand = {
  brandTitle: 'local-llm-chat',
  brandUrl: '/',
  brandTarget: '_self' as const,
};

const light = create({
  ...fonts,
  ...brand,
  base: 'light',
  colorPrimary: '#0b6e4f',
  colorSecondary: '#0b6e4f',
  appBg: '#f4f6f4',
  appContentBg: '#ffffff',
  appPreviewBg: '#ffffff',
  appBorderColor: '#d9dfdb',
  appBorderRadius: 8,
  textColor: '#16211c',
  textMutedColor: '#56635c',
  barBg: '#ffffff',
  barTextColor: '#56635c',
  barSelectedColor: '#0b6e4f',
  barHoverColor: '#0b6e4f',
});

const dark = create({
  ...fonts,
  ...brand,
  base: 'dark',
  colorPrimary: '#5fd3a5',
  colorSecondary: '#43b88c',
  appBg: '#0e1412',
  appContentBg: '#131a17',
  appPreviewBg: '#131a17',
  appBorderColor: '#2a3530',
  appBorderRadius: 8,
  textColor: '#e8efeb',
  textMutedColor: '#9aa8a1',
  barBg: '#131a17',
  barTextColor: '#9aa8a1',
  barSelectedColor: '#5fd3a5',
  barHoverColor: '#5fd3a5',
});

/** The theme that the reader's system asks for. */
export const theme = matchMedia('(prefers-color-scheme: dark)').matches ? dark : light;

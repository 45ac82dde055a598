/** How every story and page is shown. */
import '@local-llm-chat/element/define.js';
import customElements from '@local-llm-chat/element/custom-elements.json';
import { type Preview, setCustomElementsManifest } from '@storybook/web-components-vite';
import './preview.css';
import { stage } from './stage.js';
import { theme } from './theme.js';

setCustomElementsManifest(customElements);

const preview: Preview = {
  tags: ['autodocs'],
  decorators: [stage],
  initialGlobals: { scheme: 'system', width: 'full' },
  globalTypes: {
    scheme: {
      description: 'Light or dark',
      toolbar: {
        title: 'Scheme',
        icon: 'contrast',
        dynamicTitle: true,
        items: [
          { value: 'system', title: 'System', icon: 'contrast' },
          { value: 'light', title: 'Light', icon: 'sun' },
          { value: 'dark', title: 'Dark', icon: 'moon' },
        ],
      },
    },
    width: {
      description: 'Width of the page’s column',
      toolbar: {
        title: 'Width',
        icon: 'grow',
        dynamicTitle: true,
        items: [
          { value: 'full', title: 'Full width', icon: 'expand' },
          { value: '320px', title: '320 px', icon: 'mobile' },
          { value: '480px', title: '480 px', icon: 'tablet' },
          { value: '760px', title: '760 px', icon: 'browser' },
        ],
      },
    },
  },
  parameters: {
    layout: 'fullscreen',
    docs: { theme, toc: { headingSelector: 'h2, h3' } },
    options: {
      storySort: {
        order: [
          'Guides',
          ['Getting started', 'Models and engines', 'Core API', 'Theming', 'Security headers'],
          'Live',
          '*',
        ],
      },
    },
  },
};

export default preview;

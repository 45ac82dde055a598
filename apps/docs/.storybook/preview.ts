/** How every story and page is shown. */
import '@local-llm-chat/element/define.js';
import { type ArgTypes, type Preview, setCustomElementsManifest } from '@storybook/web-components-vite';
import './preview.css';
import { manifest } from './manifest.js';
import { stage } from './stage.js';
import { theme } from './theme.js';

setCustomElementsManifest(manifest);

/** Methods, events and parts are for reading. */
function onlyAttributesHaveControls({ argTypes }: { argTypes: ArgTypes }): ArgTypes {
  return Object.fromEntries(
    Object.entries(argTypes).map(([name, argType]) => {
      const isFromManifest = argType.table?.category !== undefined;
      const isAttribute = argType.table?.category === 'attributes';
      return [name, isFromManifest && !isAttribute ? { ...argType, control: false } : argType];
    }),
  );
}

const preview: Preview = {
  tags: ['autodocs'],
  decorators: [stage],
  // What a fake engine is told to do is no part of the element.
  argTypes: { script: { table: { disable: true } } },
  argTypesEnhancers: [onlyAttributesHaveControls],
  initialGlobals: { scheme: 'system', width: 'full', language: 'en' },
  globalTypes: {
    language: {
      description: 'Language of the page',
      toolbar: {
        title: 'Language',
        icon: 'globe',
        dynamicTitle: true,
        items: [
          { value: 'en', title: 'English' },
          { value: 'ar', title: 'العربية' },
          { value: 'de', title: 'Deutsch' },
          { value: 'es', title: 'Español' },
          { value: 'fr', title: 'Français' },
          { value: 'hi', title: 'हिन्दी' },
          { value: 'ja', title: '日本語' },
          { value: 'zh-Hans', title: '简体中文' },
        ],
      },
    },
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
          [
            'Getting started',
            'Models and engines',
            'Core API',
            'Conversations',
            'Messages',
            'Forms',
            'Theming',
            'Languages',
            'Accessibility',
            'Security headers',
          ],
          'Live',
          '*',
        ],
      },
    },
  },
};

export default preview;

/** The custom-elements manifest as readers of the docs need it: what is public, under names of its own. */
import customElements from '@local-llm-chat/element/custom-elements.json';

interface Item {
  readonly name: string;
  readonly type?: { readonly text: string };
}

interface Member extends Item {
  readonly privacy?: string;
  readonly static?: boolean;
}

interface Declaration {
  readonly members?: readonly Member[];
  readonly attributes?: readonly Item[];
  readonly cssParts?: readonly Item[];
}

interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
}

const { modules, ...head } = customElements as Manifest;

/** For Storybook. */
export const manifest = {
  ...head,
  modules: modules.map((module) => ({ ...module, declarations: module.declarations?.map(readable) })),
};

function readable(declaration: Declaration): Declaration {
  const { members, attributes, cssParts } = declaration;
  return {
    ...declaration,
    ...(members && { members: members.filter(isPublic).map(plainType) }),
    ...(attributes && { attributes: attributes.map(plainType) }),
    // Storybook knows an item by its name alone, and an attribute, a slot and a part may share one.
    ...(cssParts && { cssParts: cssParts.map((part) => ({ ...part, name: `::part(${part.name})` })) }),
  };
}

/** What a page may use; callbacks are for the browser. */
function isPublic({ name, privacy = 'public', static: isStatic = false }: Member): boolean {
  return privacy === 'public' && !isStatic && !name.endsWith('Callback');
}

/** Storybook makes a text field for `string`, but not for `string | undefined`. */
function plainType<Kind extends Item>(item: Kind): Kind {
  return item.type ? { ...item, type: { ...item.type, text: item.type.text.replace(/\s*\|\s*undefined$/, '') } } : item;
}

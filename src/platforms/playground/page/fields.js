/** Questions as form fields: those of a command, and those of a form that Haven sent. */
import { base64 } from './api.js';
import { freshId, h, speak } from './dom.js';

/**
 * One field with its label. `read()` gives what was filled in, as it would be typed; '' for nothing.
 * `suggest(typed)` is asked for what to offer, where the field has suggestions.
 */
export function fieldOf(field, { label, people, suggest }) {
  const id = freshId('field');
  const heading = [h('bdi', {}, label), field.optional && h('small', {}, ' (', h('span', { words: 'optional' }), ')')];
  if (field.kind === 'choices') return several(field, heading);
  if (field.kind === 'files') return filesField(id, heading);
  const { control, extra = [], hint } = controlOf(field, id, { people, suggest });
  const hintId = hint && freshId('hint');
  if (hint) control.setAttribute('aria-describedby', hintId);
  const element = h(
    'div',
    { class: 'field' },
    h('label', { for: id }, ...heading),
    hint && h('small', { id: hintId, words: hint }),
    control,
    ...extra,
  );
  return { element, read: () => control.value };
}

function controlOf(field, id, { people, suggest }) {
  const options = field.options ?? (field.kind === 'yesno' ? [{ value: 'yes' }, { value: 'no' }] : undefined);
  if (options) {
    const shown = options.map(({ value, label }) =>
      label === undefined ? h('option', { value, words: value }) : h('option', { value }, label),
    );
    return { control: h('select', { id }, h('option', { value: '', words: 'choose' }), ...shown) };
  }
  if (field.long) return { control: h('textarea', { id, rows: '4', dir: 'auto', maxlength: field.max }) };
  const control = h('input', { id, type: 'text', dir: 'auto', autocomplete: 'off', maxlength: field.max });
  if (field.kind === 'number') control.inputMode = 'decimal';
  const hint = field.kind === 'instant' ? 'instant-hint' : undefined;
  if (field.kind !== 'person' && !field.suggests) return { control, hint };
  const list = h('datalist', { id: freshId('offers') });
  control.setAttribute('list', list.id);
  const known = field.kind === 'person' ? people.map(({ account, name }) => ({ value: account, label: name })) : [];
  const offer = (found) => {
    const all = new Map([...known, ...found].map((each) => [each.value, each.label]));
    list.replaceChildren(...[...all].map(([value, label]) => h('option', { value }, label)));
  };
  offer([]);
  if (field.suggests && suggest) offerWhileTyping(control, suggest, offer);
  return { control, extra: [list], hint };
}

/** Asks what to offer when the field is entered, and a moment after the last key. */
function offerWhileTyping(control, suggest, offer) {
  let asked = 0;
  let pause;
  const look = async () => {
    const mine = (asked += 1);
    const found = await suggest(control.value).catch(() => []);
    // An answer that was overtaken by a later one is of no use.
    if (mine === asked) offer(found);
  };
  control.addEventListener('focus', look);
  control.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(look, 150);
  });
}

/** Files stand beside the values: `files()` gives what was chosen, with its bytes. */
function filesField(id, heading) {
  const control = h('input', { id, type: 'file', multiple: true });
  const read = async (file) => ({ name: file.name, type: file.type, data: await base64(file) });
  return {
    element: h('div', { class: 'field' }, h('label', { for: id }, ...heading), control),
    read: () => '',
    files: () => Promise.all([...control.files].map(read)),
  };
}

function several(field, heading) {
  const boxes = field.options.map(({ value, label }) => {
    const box = h('input', { type: 'checkbox', value });
    return { box, element: h('label', { class: 'check' }, box, ' ', h('bdi', {}, label)) };
  });
  const hint = h('small', {});
  speak(hint, 'several-hint');
  return {
    element: h('fieldset', { class: 'field' }, h('legend', {}, ...heading), hint, ...boxes.map((each) => each.element)),
    read: () =>
      boxes
        .filter((each) => each.box.checked)
        .map((each) => each.box.value)
        .join(', '),
  };
}

/** The files that were chosen in a form. */
export const filesOf = async (fields) =>
  (await Promise.all(Object.values(fields).map((field) => field.files?.() ?? []))).flat();

/** What was filled in, by field name; what was left empty is left out. */
export const valuesOf = (fields) =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([field, { read }]) => [field, read()])
      .filter(([, value]) => value.trim() !== ''),
  );

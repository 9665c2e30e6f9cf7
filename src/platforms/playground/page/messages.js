/** One message as one person sees it. */
import { act, eventId } from './api.js';
import { freshId, h, speak, timeOf } from './dom.js';
import { fieldOf, filesOf, valuesOf } from './fields.js';

/** An element for an entry; `column` knows the person, and whether they see plain text only. */
export function messageOf(entry, column) {
  const { seen } = entry;
  if (seen.kind === 'did') return deedOf(entry, column);
  const mine = seen.by === column.person.account;
  const author = mine ? { words: 'you' } : { class: 'author' };
  return h(
    'article',
    {
      class: `message ${seen.kind}${mine ? ' mine' : ''}${seen.urgency === 'page' ? ' page' : ''}`,
      id: `${column.person.account}-${entry.id}`,
    },
    h(
      'header',
      {},
      h('strong', author, ...(mine ? [] : [seen.by === 'haven' ? 'Haven' : column.nameOf(seen.by)])),
      ' ',
      timeOf(seen.at),
      seen.urgency === 'page' && h('span', { class: 'flag urgent', words: 'urgent' }),
      seen.onlyYou && h('span', { class: 'flag', words: 'only-you' }),
      seen.edited && h('span', { class: 'flag', words: 'edited' }),
    ),
    ...(seen.kind === 'haven' ? havenBody(seen, column) : saidBody(seen)),
    mine && tools(entry, column),
  );
}

function havenBody(seen, column) {
  const form = seen.form && formOf(seen.form, column);
  const files = (seen.files ?? []).map((file) => sentFile(file, column));
  const sent = files.length > 0 && h('ul', { class: 'files', label: 'files' }, ...files);
  if (column.plainOnly) return [h('pre', { class: 'plain', dir: 'auto' }, seen.text), sent, form];
  const { parts, choices } = seen.message;
  return [
    h('div', { class: 'body' }, ...parts.map(partOf)),
    sent,
    choices.length > 0 && choicesOf(choices, column),
    form,
  ];
}

/** What the browser draws here; everything else is saved. The server decides by the same list. */
const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** A file of the bot's. A covered one is neither fetched nor shown before its reader asks for it. */
function sentFile(file, column) {
  const item = h('li', {}, h('bdi', {}, file.name), ' ', h('small', {}, sizeOf(file.size)), ' ');
  const address = `file?${new URLSearchParams({ as: column.person.account, id: file.id })}`;
  const opened = () =>
    pictures.includes(file.type.toLowerCase())
      ? h('img', { src: address, alt: file.name, tabindex: '-1' })
      : h('a', { href: address, download: true, words: 'save-file' });
  if (!file.spoiler) item.append(opened());
  else {
    const show = () => {
      const shown = opened();
      button.replaceWith(shown);
      shown.focus();
    };
    const button = h('button', { type: 'button', words: 'show-file', on: { click: show } });
    item.append(button);
  }
  return item;
}

function partOf(part) {
  if (part.kind === 'paragraph') return h('p', { dir: 'auto' }, part.text);
  if (part.kind === 'list')
    return h('ul', { dir: 'auto' }, ...part.items.map((item) => h('li', { dir: 'auto' }, item)));
  if (part.kind === 'facts') {
    const rows = part.facts.map(([label, value]) =>
      h('div', {}, h('dt', { dir: 'auto' }, label), h('dd', { dir: 'auto' }, value)),
    );
    return h('dl', {}, ...rows);
  }
  const quote = h('blockquote', { dir: 'auto' }, part.text);
  return part.by === undefined ? quote : h('figure', {}, h('figcaption', { dir: 'auto' }, part.by), quote);
}

function choicesOf(choices, column) {
  const wrong = h('span', { role: 'alert' });
  const buttons = choices.map(({ label, token, style }) =>
    h(
      'button',
      {
        type: 'button',
        class: style,
        on: { click: () => once(column, wrong, 'press', { token }) },
      },
      h('bdi', {}, label),
    ),
  );
  return h('div', { class: 'choices', role: 'group', label: 'choices' }, ...buttons, wrong);
}

function formOf(form, column) {
  const title = freshId('form');
  const fields = Object.fromEntries(
    form.fields.map((field) => [field.name, fieldOf(field, { label: field.label, people: column.people })]),
  );
  const wrong = h('p', { role: 'alert' });
  return h(
    'form',
    {
      class: 'asked',
      'aria-labelledby': title,
      novalidate: true,
      on: {
        submit(event) {
          event.preventDefault();
          filesOf(fields).then((files) =>
            once(column, wrong, 'form', { token: form.token, values: valuesOf(fields), files }),
          );
        },
      },
    },
    h('h3', { id: title, dir: 'auto' }, form.title),
    ...Object.values(fields).map((field) => field.element),
    h('button', { type: 'submit', class: 'primary', words: 'form-send' }),
    wrong,
  );
}

function saidBody(seen) {
  const files = seen.files.map((file) => h('li', {}, h('bdi', {}, file.name), ' ', h('small', {}, sizeOf(file.size))));
  return [
    seen.text && h('p', { class: 'body said-text', dir: 'auto' }, seen.text),
    files.length > 0 && h('ul', { class: 'files', label: 'files' }, ...files),
  ];
}

/** What the person did, as a quiet line that nobody else sees. */
function deedOf({ id, seen }, column) {
  const remove = h(
    'button',
    {
      type: 'button',
      class: 'link',
      label: 'remove-line',
      on: { click: () => act('delete', { as: column.person.account, id, eventId: eventId() }).catch(() => {}) },
    },
    '×',
  );
  return h(
    'p',
    { class: 'deed', id: `${column.person.account}-${id}` },
    h('span', { words: `did-${seen.how}` }),
    ' ',
    h('b', { dir: 'auto' }, seen.text),
    ' ',
    timeOf(seen.at),
    ' ',
    remove,
  );
}

function tools(entry, column) {
  const wrong = h('span', { role: 'alert' });
  const name = { name: column.person.name };
  return h(
    'div',
    { class: 'tools' },
    h('button', {
      type: 'button',
      class: 'link',
      words: 'edit',
      on: { click: (event) => rewrite(event.target, entry, column) },
    }),
    h('button', {
      type: 'button',
      class: 'link',
      words: 'delete',
      args: name,
      on: { click: () => once(column, wrong, 'delete', { id: entry.id }) },
    }),
    wrong,
  );
}

/** The message turns into a field in which its author changes it. */
function rewrite(button, entry, column) {
  const article = button.closest('article');
  const field = h('textarea', { dir: 'auto', rows: '3', label: 'edit-text' });
  field.value = entry.seen.text;
  const wrong = h('p', { role: 'alert' });
  const back = () => {
    form.remove();
    article.classList.remove('editing');
    article.querySelector('.tools button')?.focus();
  };
  const save = async () => {
    if (await once(column, wrong, 'edit', { id: entry.id, text: field.value })) back();
  };
  const form = h(
    'form',
    {
      class: 'rewrite',
      novalidate: true,
      on: {
        submit(event) {
          event.preventDefault();
          save();
        },
        keydown: (event) => event.key === 'Escape' && back(),
      },
    },
    field,
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'submit', class: 'primary', words: 'save' }),
      h('button', { type: 'button', words: 'cancel', on: { click: back } }),
    ),
    wrong,
  );
  article.classList.add('editing');
  article.append(form);
  field.focus();
}

/** Sends what the person does; says beside it when that did not work. Gives back whether it did. */
async function once(column, wrong, what, body) {
  wrong.textContent = '';
  try {
    await act(what, { as: column.person.account, ...body, eventId: eventId() });
    return true;
  } catch {
    speak(wrong, 'failed');
    return false;
  }
}

const sizeOf = (bytes) =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

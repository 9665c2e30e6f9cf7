/** The field in which a person writes, with files and commands. */
import { act, base64, eventId, Refusal } from './api.js';
import { freshId, h, speak } from './dom.js';
import { openMenu } from './menu.js';

/** A composer for one person in one place. `focus()` puts the cursor into it. */
export function composerOf(column, place) {
  const { person, limits } = column;
  const id = freshId('write');
  const hintId = freshId('hint');
  const field = h('textarea', { id, rows: '2', dir: 'auto', 'aria-describedby': hintId });
  const status = h('p', { class: 'status', role: 'status' });
  const list = h('ul', { class: 'attached', label: 'files', hidden: true });
  const picker = h('input', { type: 'file', multiple: true, hidden: true, tabindex: '-1', 'aria-hidden': 'true' });
  let files = [];
  // Kept while the same words are tried again, so that they are never said twice.
  let attempt;
  let busy = false;

  const changed = () => {
    attempt = undefined;
    status.textContent = '';
    delete status.dataset.words;
  };
  const show = () => {
    list.hidden = files.length === 0;
    list.replaceChildren(...files.map(lineOf));
  };
  const lineOf = (file) => {
    const box = h('input', { type: 'checkbox', on: { change: () => ((file.fails = box.checked), changed()) } });
    box.checked = file.fails;
    const remove = () => {
      files = files.filter((each) => each !== file);
      changed();
      show();
      field.focus();
    };
    return h(
      'li',
      {},
      h('bdi', {}, file.name),
      h('label', { class: 'check' }, box, ' ', h('span', { words: 'fails' })),
      h(
        'button',
        { type: 'button', class: 'link', label: 'remove-file', args: { file: file.name }, on: { click: remove } },
        '×',
      ),
    );
  };
  picker.addEventListener('change', async () => {
    changed();
    const chosen = [...picker.files];
    const big = chosen.find((file) => file.size > limits.fileBytes);
    const fitting = chosen.filter((file) => file.size <= limits.fileBytes);
    const read = fitting.map(async (file) => ({
      name: file.name,
      type: file.type,
      data: await base64(file),
      fails: false,
    }));
    const all = [...files, ...(await Promise.all(read))];
    files = all.slice(0, limits.files);
    picker.value = '';
    if (all.length > limits.files) speak(status, 'too-many-files');
    if (big) speak(status, 'too-big', { file: big.name });
    show();
  });

  const send = async () => {
    const text = field.value;
    if (busy || (text.trim() === '' && files.length === 0)) return;
    busy = true;
    attempt ??= eventId();
    const sent = files;
    const slow = setTimeout(() => speak(status, 'sending'), 400);
    try {
      await act('say', { as: person.account, place, text, files: sent, eventId: attempt });
      // Whatever was typed meanwhile is the next message.
      field.value = field.value.startsWith(text) ? field.value.slice(text.length) : field.value;
      files = files.filter((each) => !sent.includes(each));
      changed();
      show();
      fit();
    } catch (error) {
      if (error instanceof Refusal) attempt = undefined;
      speak(status, 'not-sent');
    } finally {
      clearTimeout(slow);
      busy = false;
    }
  };

  const fit = () => {
    field.style.blockSize = 'auto';
    field.style.blockSize = `${Math.min(field.scrollHeight + 2, 220)}px`;
  };
  field.addEventListener('input', () => {
    if (!busy) changed();
    fit();
  });
  field.addEventListener('keydown', (event) => {
    // While an input method composes a character, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  const element = h(
    'form',
    {
      class: 'composer',
      novalidate: true,
      on: {
        submit(event) {
          event.preventDefault();
          send();
        },
      },
    },
    h('label', {
      for: id,
      words: place.kind === 'direct' ? 'write-direct' : 'write-shared',
      args: { name: person.name },
    }),
    field,
    list,
    picker,
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'submit', class: 'primary', words: 'send' }),
      h('button', { type: 'button', words: 'attach', on: { click: () => picker.click() } }),
      h('button', {
        type: 'button',
        words: 'commands',
        'aria-haspopup': 'dialog',
        on: { click: () => openMenu(column, place) },
      }),
    ),
    status,
    h('small', { id: hintId, class: 'hint', words: 'hint' }),
  );
  return { element, focus: () => field.focus() };
}

/** The menu of commands: each one a form, made from its declaration. */
import { act, ask, eventId } from './api.js';
import { freshId, h, speak } from './dom.js';
import { fieldOf, valuesOf } from './fields.js';

const mayUse = {
  anyone: () => true,
  responder: (person) => person.role === 'responder',
  steward: (person) => person.runsServer,
};

/** Opens the menu for a person in a place; the focus returns to where it was when it closes. */
export async function openMenu(column, place) {
  const { person } = column;
  const dialog = document.querySelector('#menu');
  const all = await ask('commands', { as: person.account }).catch(() => []);
  // What everyone may use comes first, what is for setting a community up comes last.
  const order = Object.keys(mayUse);
  const commands = all
    .filter((command) => mayUse[command.who](person))
    .toSorted((a, b) => order.indexOf(a.who) - order.indexOf(b.who));
  const which = freshId('command');
  const wrong = h('p', { role: 'alert' });
  const summary = h('p', { class: 'summary', dir: 'auto' });
  const questions = h('div', {});
  let chosen;
  let fields = {};
  const choose = (name) => {
    chosen = commands.find((command) => command.name === name);
    summary.textContent = chosen?.summary ?? '';
    const suggest = (field) => (typed) =>
      act('suggest', { as: person.account, place, command: chosen.name, field, typed });
    fields = Object.fromEntries(
      (chosen?.fields ?? []).map((field) => [
        field.name,
        fieldOf(field, { label: field.summary, people: column.people, suggest: suggest(field.name) }),
      ]),
    );
    questions.replaceChildren(...Object.values(fields).map((field) => field.element));
  };
  const list = h(
    'select',
    { id: which, on: { change: () => choose(list.value) } },
    ...commands.map((command) => h('option', { value: command.name }, `/${command.name}`)),
  );
  choose(commands[0]?.name);
  const form = h(
    'form',
    {
      novalidate: true,
      on: {
        async submit(event) {
          event.preventDefault();
          if (!chosen) return;
          try {
            await act('command', {
              as: person.account,
              place,
              name: chosen.name,
              args: valuesOf(fields),
              eventId: eventId(),
            });
            dialog.close();
          } catch {
            speak(wrong, 'failed');
          }
        },
      },
    },
    h('h2', { id: 'menu-title', words: 'menu-title', args: { name: person.name } }),
    h('div', { class: 'field' }, h('label', { for: which, words: 'menu-which' }), list),
    summary,
    questions,
    h('p', {}, h('small', { words: 'menu-hint' })),
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'submit', class: 'primary', words: 'run' }),
      h('button', { type: 'button', words: 'close', on: { click: () => dialog.close() } }),
    ),
    wrong,
  );
  dialog.replaceChildren(form);
  dialog.showModal();
  list.focus();
}

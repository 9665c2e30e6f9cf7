/** The clock that everyone on the page shares. */
import { act } from './api.js';
import { h, retime, speak } from './dom.js';

/** Sets up the controls; `begin` and `show` are told what time it is. */
export function clockControls() {
  const now = document.querySelector('#now');
  const date = document.querySelector('#date');
  const status = document.querySelector('#status');
  const buttons = [1, 15, 60, 1440].map((minutes) =>
    h(
      'button',
      {
        type: 'button',
        label: `jump-label-${minutes}`,
        on: { click: () => move(new Date(at().getTime() + minutes * 60_000)) },
      },
      h('span', { words: `jump-${minutes}` }),
    ),
  );
  const at = () => new Date(now.dateTime);
  let moving = false;
  const move = async (to) => {
    if (moving) return;
    moving = true;
    const slow = setTimeout(() => speak(status, 'moving'), 300);
    try {
      show((await act('clock', { to: to.toISOString() })).now);
      clearTimeout(slow);
      speak(status, 'moved');
    } catch {
      clearTimeout(slow);
      speak(status, 'choose-date');
    } finally {
      moving = false;
    }
  };
  document.querySelector('#jumps').append(...buttons);
  document.querySelector('#jump-to').addEventListener('submit', (event) => {
    event.preventDefault();
    const to = new Date(date.value);
    if (Number.isNaN(to.getTime()) || to <= at()) speak(status, 'choose-date');
    else move(to);
  });
  const show = (iso) => {
    now.dateTime = iso;
    now.dataset.long = '';
    retime(now);
  };
  return {
    /** Shows the time, and offers the same time tomorrow as the date to move to. */
    begin(iso) {
      show(iso);
      const tomorrow = new Date(new Date(iso).getTime() + 86_400_000);
      date.value = new Date(tomorrow.getTime() - tomorrow.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    },
    show,
  };
}

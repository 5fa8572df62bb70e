// Asks for a new room's name and members.

import { byId, element } from './elements.mjs';

/** @param {{ auid: string, name: string }[]} people @returns {Promise<{ name: string, members: string[] } | null>} null when it is cancelled */
export function askForRoom(people) {
  const dialog = byId('room-dialog');
  const boxes = people.map(({ auid, name }) =>
    element('input', { type: 'checkbox', value: auid, checked: true, ariaLabel: name }),
  );
  byId('room-members').replaceChildren(...boxes.map((box) => element('label', {}, box, ` ${box.ariaLabel}`)));
  byId('room-name').value = '';
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    const close = () => {
      const members = boxes.filter(({ checked }) => checked).map(({ value }) => value);
      resolve(dialog.returnValue === 'make' ? { name: byId('room-name').value, members } : null);
    };
    dialog.addEventListener('close', close, { once: true });
  });
}

// Where there is no room for two chats side by side, one of them is shown.

const main = document.querySelector('main');
const buttons = [...document.querySelectorAll('[data-shows]')];
for (const button of buttons) {
  button.addEventListener('click', () => {
    main.dataset.shown = button.dataset.shows;
    for (const each of buttons) each.setAttribute('aria-pressed', String(each === button));
  });
}

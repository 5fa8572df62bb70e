// The entry of a page, which shows what the target has.
import { createApp } from 'vue';
import { report } from './main';
import Panel from './Panel.vue';

const words = document.createElement('pre');
words.id = 'words';
words.textContent = report.words.join('\n');
document.body.append(words);
createApp(Panel).mount('#app');

// The entry of the tools that load .vue files.
import Panel from './Panel.vue';
import './main';

export default Panel;

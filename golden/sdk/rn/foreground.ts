import type { Foreground } from './contract.js';
import { AppState } from 'react-native';



export const foreground: Foreground = {
  watch: (came) => {
    const subscription = AppState.addEventListener('change', (state) => {
      if (state === 'active') came();
    });
    return () => subscription.remove();
  },
};


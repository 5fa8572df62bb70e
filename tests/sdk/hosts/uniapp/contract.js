// In the app: hands the SDK, imported by its package's name, to the host, with what only uni-app's compiler can name.
import * as sdk from 'echatim-sdk-uniapp';
import { start } from './readme.js';

contractApp({
  sdk,
  readme: start,
  store: {
    getItem: (key) => uni.getStorageSync(key) || null,
    setItem: (key, value) => uni.setStorageSync(key, value),
    removeItem: (key) => uni.removeStorageSync(key),
  },
  // #ifdef H5
  choose: () => new Promise((success, fail) => uni.chooseFile({ count: 1, success, fail })),
  // #endif
});

// The app: React Native's core set up as in every app, and the SDK imported by its package's name, left to the host; with the
// package's example, and what renders it without a screen.
import 'react-native/Libraries/Core/InitializeCore';
import * as sdk from 'echatim-sdk-rn';

globalThis.contractSdk = sdk;
// Not before it is asked for: the programs of the suite have no screen.
globalThis.contractExample = () => ({
  React: require('react'),
  renderer: require('react-test-renderer'),
  ...require('./node_modules/echatim-sdk-rn/example/Chat.js'),
  conversationsOf: require('./node_modules/echatim-sdk-rn/example/conversations.js').default,
});

// The README's block, which bundle.mjs puts beside the package's files.
globalThis.contractReadme = () => require('./node_modules/echatim-sdk-rn/readme.js').start();

// The app: React Native's core set up as in every app, and the SDK imported by its package's name, left to the host.
import 'react-native/Libraries/Core/InitializeCore';
import * as sdk from 'echatim-sdk-rn';

globalThis.contractSdk = sdk;

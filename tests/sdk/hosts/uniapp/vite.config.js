import uni from '@dcloudio/vite-plugin-uni';
import { defineConfig } from 'vite';

// The plug-in is CommonJS: from here its function is `default` of `default`.
export default defineConfig({ plugins: [uni.default()] });

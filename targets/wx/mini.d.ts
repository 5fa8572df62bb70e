/** What platforms whose API is written like WeChat's share in `sdk-src/platform/`. The build puts `wx` in its place. */
declare const mini: typeof wx;

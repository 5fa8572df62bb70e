// The programs of the build that the benchmark runs, by the environment variables that name them: IFTRUE is the tool,
// BENCH_MEASURE, BENCH_COPY and BENCH_SCAN are those of the sources here.

/** @param {'IFTRUE' | 'BENCH_MEASURE' | 'BENCH_COPY' | 'BENCH_SCAN'} name @returns {string} its path */
export function program(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; tests/bench/run sets it`);
  return value;
}

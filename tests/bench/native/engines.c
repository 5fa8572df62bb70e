/*
 * What a further client costs in JavaScriptCore alone, with an engine of its own and in one that
 * all share: engines BUNDLE COUNT own|shared. The host does nothing, so that clients stay as they
 * are while they connect. Prints the bytes that are resident with one client, and with COUNT more.
 */
#include <JavaScriptCore/JavaScript.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Exported, but in none of the public headers. */
void JSSynchronousGarbageCollectForDebugging(JSContextRef context);

static const char host[] =
    "let last = 0; const clients = [];"
    "const ends = ['clearTimer', 'cancelRequest', 'sendSocket', 'closeSocket', 'writeItem', "
    "'removeItem', 'releaseLock',"
    "  'unwatchNetwork', 'log'];"
    "const begins = ['setTimer', 'request', 'upload', 'openSocket', 'watchNetwork'];"
    "globalThis.__echatHost = { readItem: () => null, takeLock: () => true, randomId: () => "
    "String(++last).padStart(32, '0') };"
    "for (const name of ends) __echatHost[name] = () => {};"
    "for (const name of begins) __echatHost[name] = () => ++last;";

static const char client[] =
    "{"
    "  const config = { host: '127.0.0.1', httpPort: 1, socketPort: 1, key: 'k', loginAuid: "
    "`a${++last}`, loginToken: 't' };"
    "  const made = EChatIM.createClient(config);"
    "  made.on('message', () => {});"
    "  made.connect().catch(() => {});"
    "  clients.push(made);"
    "}";

static void run(JSContextRef context, const char* script) {
  JSStringRef text = JSStringCreateWithUTF8CString(script);
  JSValueRef exception = NULL;
  JSEvaluateScript(context, text, NULL, NULL, 1, &exception);
  JSStringRelease(text);
  if (exception == NULL) return;
  char words[256];
  JSStringRef thrown = JSValueToStringCopy(context, exception, NULL);
  JSStringGetUTF8CString(thrown, words, sizeof words);
  fprintf(stderr, "%s\n", words);
  exit(1);
}

/* Kept to the end. */
static JSContextRef engine(const char* bundle) {
  JSGlobalContextRef context = JSGlobalContextCreateInGroup(JSContextGroupCreate(), NULL);
  run(context, host);
  run(context, bundle);
  return context;
}

static char* read_all(const char* name) {
  FILE* file = fopen(name, "rb");
  if (file == NULL) exit(1);
  fseek(file, 0, SEEK_END);
  const long size = ftell(file);
  rewind(file);
  char* text = calloc((size_t)size + 1, 1);
  if (fread(text, 1, (size_t)size, file) != (size_t)size) exit(1);
  fclose(file);
  return text;
}

static void print_resident(void) {
  FILE* file = fopen("/proc/self/smaps_rollup", "r");
  char line[256];
  long kilobytes = 0;
  while (fgets(line, sizeof line, file) != NULL && sscanf(line, "Rss: %ld kB", &kilobytes) != 1)
    continue;
  fclose(file);
  printf("%ld\n", kilobytes * 1024);
}

int main(int count, char** arguments) {
  if (count != 4) return 2;
  char* bundle = read_all(arguments[1]);
  const int more = atoi(arguments[2]);
  const int is_own = strcmp(arguments[3], "own") == 0;
  JSContextRef context = engine(bundle);
  run(context, client);
  JSSynchronousGarbageCollectForDebugging(context);
  print_resident();
  for (int i = 0; i < more; ++i) {
    if (is_own) context = engine(bundle);
    run(context, client);
    JSSynchronousGarbageCollectForDebugging(context);
  }
  print_resident();
  return 0;
}

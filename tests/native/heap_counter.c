/*
 * Preloaded into a program on libechatim: counts what lives in its memory. After SIGUSR2, the next
 * turn of the script ends with a collection of garbage and a line on standard error: "memory
 * SCRIPT_OBJECTS SCRIPT_BYTES MALLOC_BYTES". When the library itself collects garbage, the line is
 * "tidied".
 *
 * The objects are those that a program makes: no text (the ids of the last 10,000 messages are
 * kept), and nothing of the engine's own, such as compiled code.
 */
#define _GNU_SOURCE
#include <JavaScriptCore/JavaScript.h>
#include <dlfcn.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>

/* Exported, but in none of the public headers. */
JSObjectRef JSGetMemoryUsageStatistics(JSContextRef context);
void JSSynchronousGarbageCollectForDebugging(JSContextRef context);

#define ENGINES(function) ((__typeof__(&function))dlsym(RTLD_NEXT, #function))

static volatile sig_atomic_t is_asked;
static _Thread_local int depth;

static void on_signal(int signal) {
  (void)signal;
  is_asked = 1;
}

__attribute__((constructor)) static void begin(void) { signal(SIGUSR2, on_signal); }

static JSValueRef member(JSContextRef context, JSValueRef object, const char* name) {
  JSStringRef text = JSStringCreateWithUTF8CString(name);
  JSObjectRef owner = JSValueToObject(context, object, NULL);
  JSValueRef value = JSObjectGetProperty(context, owner, text, NULL);
  JSStringRelease(text);
  return value;
}

/* 0 for what is not there */
static double number(JSContextRef context, JSValueRef object, const char* name) {
  JSValueRef value = member(context, object, name);
  return JSValueIsNumber(context, value) ? JSValueToNumber(context, value, NULL) : 0;
}

static void count(JSContextRef context) {
  static const char* const kinds[] = {"Object",    "Array", "Function", "Promise",
                                      "Generator", "Map",   "Set",      "JSLexicalEnvironment"};
  ENGINES(JSSynchronousGarbageCollectForDebugging)(context);
  JSValueRef all = JSGetMemoryUsageStatistics(context);
  JSValueRef by_kind = member(context, all, "objectTypeCounts");
  double objects = 0;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; ++i)
    objects += number(context, by_kind, kinds[i]);
  const struct mallinfo2 heap = mallinfo2();
  fprintf(stderr, "memory %.0f %.0f %zu\n", objects, number(context, all, "heapSize"),
          heap.uordblks + heap.hblkhd);
}

/* In place of the engine's: */

void JSSynchronousGarbageCollectForDebugging(JSContextRef context) {
  ENGINES(JSSynchronousGarbageCollectForDebugging)(context);
  fputs("tidied\n", stderr);
}

JSValueRef JSObjectCallAsFunction(JSContextRef context, JSObjectRef function, JSObjectRef self,
                                  size_t argument_count, const JSValueRef arguments[],
                                  JSValueRef* exception) {
  ++depth;
  JSValueRef result = ENGINES(JSObjectCallAsFunction)(context, function, self, argument_count,
                                                      arguments, exception);
  if (--depth == 0 && is_asked) {
    is_asked = 0;
    count(context);
  }
  return result;
}

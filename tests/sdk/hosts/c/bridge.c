/*
 * A C program on libechatim that does what another process tells it: see bridge.mjs. A packet is the number of its
 * fields, then each field as its length in bytes and its bytes, the numbers in decimal before a line end.
 *
 *   bridge thread|poll ANSWERS
 *
 * Packets come on standard input; what they lead to goes to standard output, and the answers for which the other process
 * waits (to `create`, `pending` and those about the outbox) to the file ANSWERS.
 */
#include <echatim.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_FIELDS = 8, MOST_CLIENTS = 4096, MOST_OPERATIONS = 1 << 16 };

typedef struct {
  char* bytes;
  size_t length;
} field;

typedef struct {
  field fields[MOST_FIELDS];
  size_t count;
} packet;

/* What callbacks are given: whose they are. */
typedef struct {
  char name[24];
} label;

static echatim_client* clients[MOST_CLIENTS];
static echatim_operation operations[MOST_OPERATIONS];
static echatim_subscription subscriptions[MOST_OPERATIONS];
static pthread_mutex_t output = PTHREAD_MUTEX_INITIALIZER;

static void fail(const char* what) {
  fprintf(stderr, "bridge: %s\n", what);
  exit(2);
}

/* Fields as pairs of bytes and length. */
static void tell(FILE* file, int count, ...) {
  va_list fields;
  va_start(fields, count);
  pthread_mutex_lock(&output);
  fprintf(file, "%d\n", count);
  for (int i = 0; i < count; ++i) {
    const char* bytes = va_arg(fields, const char*);
    const size_t length = va_arg(fields, size_t);
    fprintf(file, "%zu\n", length);
    fwrite(bytes, 1, length, file);
  }
  fflush(file);
  pthread_mutex_unlock(&output);
  va_end(fields);
}

static label* labelled(const field* name) {
  label* made = calloc(1, sizeof *made);
  if (made == NULL || name->length >= sizeof made->name) fail("no label");
  memcpy(made->name, name->bytes, name->length);
  return made;
}

static void on_done(void* user_data, const echatim_error* error, const char* result, size_t length) {
  label* whose = user_data;
  size_t words = 0;
  const char* json = echatim_error_json(error, &words);
  tell(stdout, 4, "done", (size_t)4, whose->name, strlen(whose->name), json, words, result, length);
  free(whose);
}

/* For what the other process waits for. */
static void on_answer(void* user_data, const echatim_error* error, const char* result, size_t length) {
  if (error != NULL) fail("the outbox gave an error");
  tell(user_data, 1, result, length);
}

static void on_progress(void* user_data, uint64_t sent, uint64_t total) {
  const label* whose = user_data;
  char numbers[64];
  const int length = snprintf(numbers, sizeof numbers, "[%llu,%llu]", (unsigned long long)sent, (unsigned long long)total);
  tell(stdout, 3, "progress", (size_t)8, whose->name, strlen(whose->name), numbers, (size_t)length);
}

static void on_event(void* user_data, const char* value, size_t length) {
  const label* whose = user_data;
  tell(stdout, 3, "event", (size_t)5, whose->name, strlen(whose->name), value, length);
}

static int is(const field* word, const char* text) {
  return word->length == strlen(text) && memcmp(word->bytes, text, word->length) == 0;
}

static size_t number(const field* digits, size_t limit) {
  const unsigned long value = strtoul(digits->bytes, NULL, 10);
  if (value >= limit) fail("a number is too large");
  return value;
}

/* NULL for what is left out: an empty field. */
static const char* optional(const field* text) { return text->length == 0 ? NULL : text->bytes; }

static void create(const packet* given, echatim_delivery delivery, FILE* answers) {
  echatim_error* error = NULL;
  const size_t at = number(&given->fields[1], MOST_CLIENTS);
  clients[at] = echatim_create(given->fields[2].bytes, given->fields[2].length, delivery, &error);
  size_t length = 0;
  const char* json = echatim_error_json(error, &length);
  tell(answers, 1, json, length);
  echatim_error_free(error);
}

/* [name, client, operation, options, …] */
static void begin(const packet* given, echatim_client* client) {
  const field* f = given->fields;
  const char* options = optional(&f[3]);
  label* whose = labelled(&f[2]);
  const echatim_target target = given->count > 4 ? (echatim_target)atoi(f[4].bytes) : ECHATIM_TO_USER;
  echatim_operation begun = 0;
  if (is(&f[0], "connect")) {
    begun = echatim_connect(client, options, f[3].length, on_done, whose);
  } else if (is(&f[0], "call")) {
    begun = echatim_call(client, f[4].bytes, f[4].length, optional(&f[5]), f[5].length, options, f[3].length, on_done,
                         whose);
  } else if (is(&f[0], "sendText")) {
    begun = echatim_send_text(client, target, f[5].bytes, f[5].length, f[6].bytes, f[6].length, options, f[3].length,
                              on_done, whose);
  } else if (is(&f[0], "send")) {
    begun = echatim_send(client, target, f[5].bytes, f[5].length, f[6].bytes, f[6].length, options, f[3].length,
                         on_done, whose);
  } else if (is(&f[0], "sendImage")) {
    begun = echatim_send_image(client, target, f[5].bytes, f[5].length, f[6].bytes, f[6].length, options, f[3].length,
                               on_progress, on_done, whose);
  } else if (is(&f[0], "sendFile")) {
    begun = echatim_send_file(client, target, f[5].bytes, f[5].length, f[6].bytes, f[6].length, options, f[3].length,
                              on_progress, on_done, whose);
  } else if (is(&f[0], "markRead")) {
    begun = echatim_mark_read(client, target, f[5].bytes, f[5].length, f[6].bytes, f[6].length, options, f[3].length,
                              on_done, whose);
  } else if (is(&f[0], "unread")) {
    begun = echatim_unread(client, options, f[3].length, on_done, whose);
  } else if (is(&f[0], "upload")) {
    begun = echatim_upload(client, f[4].bytes, f[4].length, options, f[3].length, on_progress, on_done, whose);
  } else {
    fail("no such operation");
  }
  operations[number(&f[2], MOST_OPERATIONS)] = begun;
}

static void obey(const packet* given, echatim_delivery delivery, FILE* answers) {
  const field* f = given->fields;
  if (is(&f[0], "create")) {
    create(given, delivery, answers);
    return;
  }
  const size_t at = number(&f[1], MOST_CLIENTS);
  echatim_client* client = clients[at];
  if (client == NULL) fail("no such client");
  if (is(&f[0], "subscribe")) {
    const size_t name = number(&f[2], MOST_OPERATIONS);
    subscriptions[name] = echatim_subscribe(client, f[3].bytes, f[3].length, on_event, free, labelled(&f[2]));
  } else if (is(&f[0], "unsubscribe")) {
    echatim_unsubscribe(client, subscriptions[number(&f[2], MOST_OPERATIONS)]);
  } else if (is(&f[0], "cancel")) {
    echatim_cancel(client, operations[number(&f[2], MOST_OPERATIONS)]);
  } else if (is(&f[0], "close")) {
    echatim_close(client);
  } else if (is(&f[0], "destroy")) {
    echatim_destroy(client);
    clients[at] = NULL;
  } else if (is(&f[0], "outboxList")) {
    echatim_outbox_list(client, on_answer, answers);
  } else if (is(&f[0], "outboxRetry")) {
    echatim_outbox_retry(client, f[2].bytes, f[2].length, on_answer, answers);
  } else if (is(&f[0], "outboxDrop")) {
    echatim_outbox_drop(client, f[2].bytes, f[2].length, on_answer, answers);
  } else if (is(&f[0], "pending")) {
    char digits[24];
    const int length = snprintf(digits, sizeof digits, "%zu", echatim_pending(client));
    tell(answers, 1, digits, (size_t)length);
  } else {
    begin(given, client);
  }
}

static char buffer[1 << 16];
static size_t buffer_begin, buffer_end;

static int has_input(void) { return buffer_begin < buffer_end; }

/* One byte, or -1 at the end. */
static int next(void) {
  if (!has_input()) {
    ssize_t count = 0;
    do count = read(STDIN_FILENO, buffer, sizeof buffer);
    while (count < 0 && errno == EINTR);
    if (count <= 0) return -1;
    buffer_begin = 0;
    buffer_end = (size_t)count;
  }
  return (unsigned char)buffer[buffer_begin++];
}

static size_t read_number(void) {
  size_t value = 0;
  for (int byte = next(); byte != '\n'; byte = next()) {
    if (byte < '0' || byte > '9') exit(0); /* the end, in peace or not */
    value = value * 10 + (size_t)(byte - '0');
  }
  return value;
}

static void read_packet(packet* into) {
  memset(into, 0, sizeof *into);
  into->count = read_number();
  if (into->count > MOST_FIELDS) fail("too many fields");
  for (size_t i = 0; i < into->count; ++i) {
    field* each = &into->fields[i];
    each->length = read_number();
    each->bytes = malloc(each->length + 1);
    if (each->bytes == NULL) fail("no memory");
    for (size_t at = 0; at < each->length; ++at) each->bytes[at] = (char)next();
    each->bytes[each->length] = '\0';
  }
}

/* Until there is a packet to read. */
static void poll_clients(void) {
  while (!has_input()) {
    static struct pollfd watched[MOST_CLIENTS + 1];
    static echatim_client* polled[MOST_CLIENTS + 1];
    nfds_t count = 0;
    for (size_t i = 0; i < MOST_CLIENTS; ++i) {
      if (clients[i] == NULL) continue;
      polled[count] = clients[i];
      watched[count++] = (struct pollfd){.fd = echatim_fd(clients[i]), .events = POLLIN};
    }
    watched[count] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(watched, count + 1, -1) < 0) continue;
    for (nfds_t i = 0; i < count; ++i)
      if (watched[i].revents != 0 && echatim_poll(polled[i], 0) < 0) fail("poll was refused");
    if (watched[count].revents != 0) return;
  }
}

int main(int count, char** arguments) {
  if (count != 3) fail("usage: bridge thread|poll ANSWERS");
  const echatim_delivery delivery =
      strcmp(arguments[1], "poll") == 0 ? ECHATIM_DELIVER_IN_POLL : ECHATIM_DELIVER_ON_THREAD;
  FILE* answers = fopen(arguments[2], "w");
  if (answers == NULL) fail("the answers go nowhere");
  for (;;) {
    if (delivery == ECHATIM_DELIVER_IN_POLL) poll_clients();
    packet given;
    read_packet(&given);
    obey(&given, delivery, answers);
    for (size_t i = 0; i < given.count; ++i) free(given.fields[i].bytes);
  }
}

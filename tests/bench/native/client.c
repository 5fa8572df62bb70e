/*
 * A C program on libechatim, as main.mjs runs it: client CONFIG TASK [ARGUMENT...]. Calls go on from the callback of the
 * one before, on the client's thread, as in Node; for everything else it polls its clients on one thread. Each line that it prints is a number, or "ready" before it waits for a line.
 */
#include <echatim.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CLIENTS = 64 };

static int done_count;

static void fail(const echatim_error* error) {
  fprintf(stderr, "%s\n", echatim_error_message(error, NULL));
  exit(1);
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000U + (uint64_t)time.tv_nsec;
}

static void on_done(void* user_data, const echatim_error* error, const char* result, size_t length) {
  (void)user_data, (void)result, (void)length;
  if (error != NULL) fail(error);
  ++done_count;
}

static void on_message(void* user_data, const char* value, size_t length) {
  (void)value, (void)length;
  ++*(int*)user_data;
}

static void finish(echatim_client* client) {
  for (const int before = done_count; done_count == before;) echatim_poll(client, -1);
}

static echatim_client* create(const char* config, echatim_delivery delivery) {
  echatim_error* error = NULL;
  echatim_client* client = echatim_create(config, strlen(config), delivery, &error);
  if (client == NULL) fail(error);
  return client;
}

static echatim_client* online(const char* config) {
  echatim_client* client = create(config, ECHATIM_DELIVER_IN_POLL);
  echatim_connect(client, NULL, 0, on_done, NULL);
  finish(client);
  return client;
}

typedef struct {
  echatim_client* client;
  int left, done, count, most;
  uint64_t begin;
  sem_t over;
} call_run;

static void call(call_run* run, echatim_done done) {
  --run->left;
  echatim_call(run->client, "userGet", 7, "{\"auid\":\"admin\"}", 16, NULL, 0, done, run);
}

static void on_answer(void* user_data, const echatim_error* error, const char* result, size_t length) {
  call_run* run = user_data;
  (void)result, (void)length;
  if (error != NULL) fail(error);
  if (run->left > 0) call(run, on_answer);
  if (++run->done == run->count) sem_post(&run->over);
}

/* On the client's thread, which alone touches the run. */
static void on_online(void* user_data, const echatim_error* error, const char* result, size_t length) {
  call_run* run = user_data;
  (void)result, (void)length;
  if (error != NULL) fail(error);
  run->begin = now();
  for (int i = 0; i < run->most && run->left > 0; ++i) call(run, on_answer);
}

/* `most` at a time; prints how many a second. */
static void calls(echatim_client* client, int count, int most) {
  call_run run = {.client = client, .left = count, .count = count, .most = most};
  sem_init(&run.over, 0, 0);
  echatim_connect(client, NULL, 0, on_online, &run);
  while (sem_wait(&run.over) != 0) continue;
  printf("%f\n", count / ((double)(now() - run.begin) / 1e9));
}

static void wait_for_line(void) {
  char line[16];
  puts("ready");
  fflush(stdout);
  if (fgets(line, sizeof line, stdin) == NULL) exit(1);
}

/* From the line that says that the server lets them go until the last one is here; prints how many a second. */
static void receive(echatim_client* client, int count) {
  int seen = 0;
  echatim_subscribe(client, "message", 7, on_message, NULL, &seen);
  wait_for_line();
  const uint64_t begin = now();
  while (seen < count) echatim_poll(client, -1);
  printf("%f\n", count / ((double)(now() - begin) / 1e9));
}

static void send(echatim_client* client, int count) {
  const int before = done_count;
  int begun = 0;
  while (done_count - before < count) {
    for (; begun < count && begun - (done_count - before) < 100; ++begun)
      echatim_send_text(client, ECHATIM_TO_USER, "bob", 3, "hello, this is a message", 24, NULL, 0, on_done, NULL);
    echatim_poll(client, -1);
  }
}

/* Bytes that are in memory, of the libraries, too. */
static double resident_memory(void) {
  FILE* file = fopen("/proc/self/statm", "r");
  long all = 0, resident = 0;
  if (file == NULL || fscanf(file, "%ld %ld", &all, &resident) != 2) exit(1);
  fclose(file);
  return (double)resident * (double)sysconf(_SC_PAGESIZE);
}

int main(int count, char** arguments) {
  if (count < 3) return 2;
  const char* task = arguments[2];
  const int number = count > 3 ? atoi(arguments[3]) : 0;
  if (strcmp(task, "calls") == 0) {
    echatim_client* caller = create(arguments[1], ECHATIM_DELIVER_ON_THREAD);
    calls(caller, number / 10, atoi(arguments[4])); /* the first ones warm up */
    calls(caller, number, atoi(arguments[4]));
    echatim_destroy(caller);
    return 0;
  }
  echatim_client* client = online(arguments[1]);
  if (strcmp(task, "online") == 0) {
    printf("%llu\n", (unsigned long long)now());
  } else if (strcmp(task, "receive") == 0) {
    receive(client, number);
  } else if (strcmp(task, "send") == 0) {
    send(client, number);
  } else if (strcmp(task, "idle") == 0) {
    static echatim_client* more[MOST_CLIENTS];
    printf("%f\n", resident_memory());
    for (int i = 0; i < number && i < MOST_CLIENTS; ++i) more[i] = online(arguments[1]);
    printf("%f\n", resident_memory());
    for (int i = 0; i < number && i < MOST_CLIENTS; ++i) echatim_destroy(more[i]);
  } else if (strcmp(task, "upload") == 0) {
    const uint64_t begin = now();
    echatim_upload(client, arguments[3], strlen(arguments[3]), NULL, 0, NULL, on_done, NULL);
    finish(client);
    printf("%f\n%f\n", (double)(now() - begin) / 1e9, resident_memory());
  }
  fflush(stdout);
  echatim_destroy(client);
  return 0;
}

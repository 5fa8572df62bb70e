/*
 * libechatim: E聊 (EChat) instant messaging for programs in C, and for all that can call C.
 *
 * One client is one account's connection: it connects, logs in, comes back after a loss, delivers
 * each message once, and keeps what must survive the program in a store. What it promises is in
 * README.md, "What you can rely on".
 *
 * Strings: UTF-8 with their length in bytes; they may hold NUL. Given to the library, they are
 * copied before the function returns. Given by the library, they end with a NUL that the length
 * does not count, and last until the callback returns, unless a function says otherwise. Where a
 * string is optional, NULL with 0 leaves it out. A string that is not UTF-8 is a config error of
 * the operation that it was given to.
 *
 * JSON: RFC 8259, in UTF-8. A lone surrogate that a server sends stays `\udXXX`: the text is
 * always valid UTF-8.
 *
 * Threads: each client has a thread of its own. All functions may be called from any thread and
 * from any callback, at the same time, except that nothing may be called with a client after its
 * echatim_destroy.
 *
 * Callbacks: never from inside the function that was given them. Where they come, the program
 * chooses at creation: on the client's thread, or only inside echatim_poll. Callbacks of one client
 * never run at the same time, and keep the order in which things happened. A callback on the
 * client's thread must be short: while it runs, the client does nothing else. No exception may
 * leave a callback.
 *
 * Errors: an operation tells its error to its callback. The library prints nothing.
 *
 * Processes: after fork() only exec() is safe in the child: it has none of the library's threads.
 * The library's descriptors are closed by exec(); two of /dev/urandom, which the engine keeps for
 * the whole process, are not.
 */
#ifndef ECHATIM_H
#define ECHATIM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ECHATIM_API __attribute__((visibility("default")))
#else
#define ECHATIM_API
#endif

#define ECHATIM_VERSION_MAJOR 0
#define ECHATIM_VERSION_MINOR 1
#define ECHATIM_VERSION_PATCH 0

/** The version of the library that runs, such as "0.1.0". The text lasts for ever. */
ECHATIM_API const char *echatim_version(void);

/** One account's connection to E聊. */
typedef struct echatim_client echatim_client;

/** Why something failed. */
typedef struct echatim_error echatim_error;

/* --- Errors --- */

/** What went wrong, as a number that never changes its meaning. A later version may add some. */
typedef enum echatim_code {
  ECHATIM_OK = 0,
  /** A config, a form or an argument that can't be used; echatim_error_field names it. */
  ECHATIM_CONFIG = 1,
  /** The client is not, or is no longer, in a state that allows the call. */
  ECHATIM_STATE = 2,
  /** The operation was cancelled. */
  ECHATIM_ABORTED = 3,
  /** The time that was allowed is over. Whether the server carried the call out is unknown. */
  ECHATIM_TIMEOUT = 4,
  /** No answer: no network, no server, a broken connection. Trying again may help. */
  ECHATIM_TRANSPORT = 5,
  /** The server's packet or answer breaks the protocol. */
  ECHATIM_PROTOCOL = 6,
  /** The server's "no" to a message or an upload. */
  ECHATIM_REFUSED = 7,
  /** The server does not let this account in. */
  ECHATIM_LOGIN_REFUSED = 8,
  /** The session expired and could not be renewed. */
  ECHATIM_SESSION_EXPIRED = 9,
  /** The server ended the session. */
  ECHATIM_KICKED = 10,
  /** Too many messages wait to be sent; this one was not taken. */
  ECHATIM_OUTBOX_FULL = 11,
  /** The message was tried often, and never answered with yes or no. It may have arrived. */
  ECHATIM_OUTCOME_UNKNOWN = 12,
  /** The store failed; the client goes on without it. Only in `error` events. */
  ECHATIM_STORAGE = 13,
  /** A script's handler threw. Only in `error` events. */
  ECHATIM_HANDLER = 14,
  /** A fault of the library itself, or no memory. The client is closed. */
  ECHATIM_INTERNAL = 15,
  /** An error that this version of the library has no number for; its name tells more. */
  ECHATIM_OTHER = 16
} echatim_code;

/*
 * All of these accept NULL, which is no error: ECHATIM_OK, "", 0. `length` may be NULL. The texts
 * last as long as the error: until the callback returns that was given it, or until
 * echatim_error_free.
 */

ECHATIM_API echatim_code echatim_error_code(const echatim_error *error);
/** The class's name in the SDK's TypeScript, such as "LoginRefusedError". */
ECHATIM_API const char *echatim_error_name(const echatim_error *error, size_t *length);
/** In words for a developer. Holds no key, token, message body or word of the server. */
ECHATIM_API const char *echatim_error_message(const echatim_error *error, size_t *length);
/** Of ECHATIM_CONFIG: the field at fault, such as "httpPort" or "fileServerConfig.baseUrl"; else
 * "". */
ECHATIM_API const char *echatim_error_field(const echatim_error *error, size_t *length);
/** The `code` of the server's "no" (its meaning is that of HTTP's statuses); 0 when the server said
 * nothing. */
ECHATIM_API int32_t echatim_error_server_code(const echatim_error *error);
/** The `msg` of the server's "no"; it may repeat what was sent. */
ECHATIM_API const char *echatim_error_server_message(const echatim_error *error, size_t *length);
/**
 * All of it as a JSON object: `name`, `code` (of echatim_code), `message`, and where they apply
 * `field`, `serverCode`, `serverMessage`, `clientMessageId`, `tries`, `timeout`, `repeats` (of an
 * `error` event: how many of the same cause were not reported since the one before it), `cause`
 * (words; may repeat what a server said). The value of an `error` event has this form, too.
 */
ECHATIM_API const char *echatim_error_json(const echatim_error *error, size_t *length);
/** Only for errors that came by an `echatim_error **`. Accepts NULL. */
ECHATIM_API void echatim_error_free(echatim_error *error);

/* --- Clients --- */

/** Where the callbacks of a client come. */
typedef enum echatim_delivery {
  /** On the client's own thread. */
  ECHATIM_DELIVER_ON_THREAD = 0,
  /** Only inside echatim_poll, on the thread that calls it. */
  ECHATIM_DELIVER_IN_POLL = 1
} echatim_delivery;

typedef enum echatim_state {
  /** Made, or the first connection failed: echatim_connect starts it. */
  ECHATIM_IDLE = 0,
  ECHATIM_CONNECTING = 1,
  /** Connected and logged in. */
  ECHATIM_ONLINE = 2,
  /** The connection was lost; the next attempt comes by itself. */
  ECHATIM_OFFLINE = 3,
  /** Over for good: closed, kicked, or the login was refused on the way back. */
  ECHATIM_CLOSED = 4
} echatim_state;

/**
 * Makes a client. It does nothing until echatim_connect. Takes some 20 ms: the script engine
 * starts.
 *
 * @param config a JSON object: `host`, `httpPort`, `socketPort`, `secure`, `key`, `secret`,
 * `apiTransport`, `loginAuid`, `loginToken`, `fileServerConfig`, `requestTimeout`,
 * `connectTimeout`, as README.md describes them, and
 *   - `caFile`: a file with the certificates (PEM) to trust in place of the system's. If it holds
 *     revocation lists, each certificate of a server's chain must be covered by one;
 *   - `storeFolder`: the folder under which the account's store is, in a folder of its own; default
 *     `$XDG_STATE_HOME/echatim`, else `$HOME/.local/state/echatim`. `""` keeps nothing. It is made
 *     when it is needed, for its user alone (0700, files 0600). Programs and clients of one account
 *     may share it.
 *
 *   The environment's `http_proxy`, `https_proxy` and `no_proxy` are read now.
 * @param error if not NULL: set to NULL, or to why there is no client, to be freed with
 * echatim_error_free. A config error names its field.
 * @returns NULL with an error
 */
ECHATIM_API echatim_client *echatim_create(const char *config, size_t config_length,
                                           echatim_delivery delivery, echatim_error **error);

/**
 * Ends the client and frees it. Operations that are under way end with ECHATIM_STATE: their
 * callbacks come before this returns, on the client's thread, or inside this call for a client that
 * is polled. Events are not told any more. Waits for the callback that runs, and until the
 * connections are closed, a second at most. From inside a callback of the same client it only asks
 * for the end: this comes as soon as that callback has returned, and no echatim_poll may begin
 * after that. Accepts NULL.
 */
ECHATIM_API void echatim_destroy(echatim_client *client);

/**
 * Ends everything, for good: operations under way end with ECHATIM_STATE, and the state becomes
 * closed. Returns at once; the event `state` tells when it is done. The client must still be
 * destroyed.
 */
ECHATIM_API void echatim_close(echatim_client *client);

/** The state now. A polled client may be ahead of the events that it was told so far. */
ECHATIM_API echatim_state echatim_get_state(const echatim_client *client);

/** The state's name, as in events: "idle", "connecting", "online", "offline", "closed". The text
 * lasts for ever. */
ECHATIM_API const char *echatim_state_name(echatim_state state);

/**
 * How many connections, requests, timers and watches of the network the client has open. 0 a moment
 * after echatim_close: what a program that wants to end by itself may wait for.
 */
ECHATIM_API size_t echatim_pending(const echatim_client *client);

/* --- Polling --- */

/**
 * A descriptor that is readable when echatim_poll has something to do: for poll, epoll, libuv,
 * GLib, asyncio. It is the client's: not to be read, written or closed. -1 for a client that is not
 * polled.
 */
ECHATIM_API int echatim_fd(const echatim_client *client);

/** What echatim_poll gives back when it may not be called; nothing was done. */
#define ECHATIM_POLL_REFUSED (-1)

/**
 * Makes the callbacks that wait; when there are none, waits for one.
 * @param timeout_ms how long to wait: 0 not at all, negative without limit
 * @returns how many callbacks were made, 0 when the time is over, or ECHATIM_POLL_REFUSED: the
 * client is not polled, or another thread is inside echatim_poll of this client, or this is called
 * from inside one of its callbacks
 */
ECHATIM_API int echatim_poll(echatim_client *client, int timeout_ms);

/* --- Operations --- */

/** Names an operation of one client while it is under way. 0 names none. */
typedef uint64_t echatim_operation;

/**
 * Called exactly once for each operation, in any case: with the result, or with the error.
 * @param error NULL when there is a result
 * @param result JSON, as the function that began the operation says; "null" with an error
 */
typedef void (*echatim_done)(void *user_data, const echatim_error *error, const char *result,
                             size_t length);

/** Bytes of the file sent so far, and its size. */
typedef void (*echatim_progress)(void *user_data, uint64_t sent, uint64_t total);

/*
 * What all that begin an operation have in common:
 *
 * - options: a JSON object, or NULL. `timeout`: milliseconds after which the operation ends with
 *   ECHATIM_TIMEOUT (null: no limit; by default calls take the config's `requestTimeout`, the
 * others have none); further ones as the function says. An unknown option is a config error.
 * - done: may be NULL for a result that is of no interest; then errors are not told either.
 * - progress: may be NULL. Not called after `done`.
 * - user_data: given to `done` and `progress` as it is.
 * - returns the operation's name for echatim_cancel; 0 only when there is no memory, and then no
 *   callback follows.
 */

/**
 * Connects and logs in; does nothing when online. A first attempt that fails is an error, and
 * leaves the client idle. Once online, the client comes back by itself until it is closed. Options:
 * `wait` (true: go on trying when the first attempt fails). The result is null.
 */
ECHATIM_API echatim_operation echatim_connect(echatim_client *client, const char *options,
                                              size_t options_length, echatim_done done,
                                              void *user_data);

/**
 * Calls an API of the server by its name, such as "userGet" or "roomAdd".
 * @param form a JSON object, or NULL for none
 * The result is `{"code":200,"msg":"success","data":…}`. A server's "no" is a result, too: its
 * `code` is not 200.
 */
ECHATIM_API echatim_operation echatim_call(echatim_client *client, const char *api,
                                           size_t api_length, const char *form, size_t form_length,
                                           const char *options, size_t options_length,
                                           echatim_done done, void *user_data);

/** To whom a message goes. */
typedef enum echatim_target {
  /** A user, by the auid. */
  ECHATIM_TO_USER = 0,
  /** A room, by its id. */
  ECHATIM_TO_ROOM = 1
} echatim_target;

/**
 * Sends a message, now or as soon as the client is back online: it is tried until the server
 * answers. Until then it is in the store. Messages to one target arrive in the order of the calls.
 * The result of this and the next three is the receipt:
 * `{"messageId":…,"clientMessageId":…,"sendTime":…}`.
 * Options of these: `clientMessageId` (text; the message's name in the outbox, in receipts and
 * errors, and where it arrives; a program that wants to know it at once chooses it. It must be one
 * that no other message of the account has, such as a UUID; by default the library makes one).
 */
ECHATIM_API echatim_operation echatim_send_text(echatim_client *client, echatim_target target,
                                                const char *id, size_t id_length, const char *text,
                                                size_t text_length, const char *options,
                                                size_t options_length, echatim_done done,
                                                void *user_data);

/**
 * Uploads an image and sends it. Messages to the same target that are sent meanwhile come after it.
 * @param path of the file
 * Options: `name` (what the server is told; default: the path's last part).
 */
ECHATIM_API echatim_operation echatim_send_image(echatim_client *client, echatim_target target,
                                                 const char *id, size_t id_length, const char *path,
                                                 size_t path_length, const char *options,
                                                 size_t options_length, echatim_progress progress,
                                                 echatim_done done, void *user_data);

/** Uploads a file and sends it, as echatim_send_image. */
ECHATIM_API echatim_operation echatim_send_file(echatim_client *client, echatim_target target,
                                                const char *id, size_t id_length, const char *path,
                                                size_t path_length, const char *options,
                                                size_t options_length, echatim_progress progress,
                                                echatim_done done, void *user_data);

/**
 * Sends a message of any type.
 * @param content a JSON object: `type`, such as "TEXT" or a word of the program's own, and `body`,
 * any JSON but null
 */
ECHATIM_API echatim_operation echatim_send(echatim_client *client, echatim_target target,
                                           const char *id, size_t id_length, const char *content,
                                           size_t content_length, const char *options,
                                           size_t options_length, echatim_done done,
                                           void *user_data);

/**
 * Brings a file to the file server of the config.
 * Options: `name`, as echatim_send_image.
 * The result is the stored file: `{"url":…,"name":…,"size":…}`.
 */
ECHATIM_API echatim_operation echatim_upload(echatim_client *client, const char *path,
                                             size_t path_length, const char *options,
                                             size_t options_length, echatim_progress progress,
                                             echatim_done done, void *user_data);

/**
 * Tells the server that all messages of a conversation up to `message_id` are read. It tells the
 * other side and the account's other devices, by a `notification` of the type "READ". The result is
 * null; the server's "no" is ECHATIM_REFUSED.
 * @param id of the user or the room that the conversation is with
 * @param message_id the message's `messageId`
 */
ECHATIM_API echatim_operation echatim_mark_read(echatim_client *client, echatim_target target,
                                                const char *id, size_t id_length,
                                                const char *message_id, size_t message_id_length,
                                                const char *options, size_t options_length,
                                                echatim_done done, void *user_data);

/**
 * Asks the server how many messages of others are not read. From then on the client counts, and
 * tells each change by the event `unread`. The result, and the event's value:
 * `{"total":3,"conversations":[{"way":"P2P","toTarget":…,"unread":3}]}`, with the conversations in
 * which something is unread.
 */
ECHATIM_API echatim_operation echatim_unread(echatim_client *client, const char *options,
                                             size_t options_length, echatim_done done,
                                             void *user_data);

/* --- The outbox: the messages that wait to be sent --- */

/**
 * What waits now: the client's own messages and those that ended programs left and this one has
 * taken up; those of one conversation in their order. The result is a list of
 * `{"clientMessageId":…,"way":…,"toTarget":…,"type":…,"body":…,"state":…}`, where `state` is
 * "waiting" or "sending" (on the wire, and not answered yet). While a file is uploaded, its message
 * has no `body`.
 */
ECHATIM_API echatim_operation echatim_outbox_list(echatim_client *client, echatim_done done,
                                                  void *user_data);

/**
 * Tries a message at once that waits out a pause, and gives it all its tries once more; a client
 * that is offline connects at once. The result is true, or false when no such message waits.
 */
ECHATIM_API echatim_operation echatim_outbox_retry(echatim_client *client,
                                                   const char *client_message_id,
                                                   size_t client_message_id_length,
                                                   echatim_done done, void *user_data);

/**
 * Gives a message up: its operation ends with ECHATIM_ABORTED, and no later program sends it. One
 * that is on the wire may arrive. The result is true, or false when no such message waits.
 */
ECHATIM_API echatim_operation echatim_outbox_drop(echatim_client *client,
                                                  const char *client_message_id,
                                                  size_t client_message_id_length,
                                                  echatim_done done, void *user_data);

/* --- All operations --- */

/**
 * Gives an operation up: it ends with ECHATIM_ABORTED, unless it has ended before. Whether the
 * server has carried it out is unknown. Does nothing for an operation that is over.
 */
ECHATIM_API void echatim_cancel(echatim_client *client, echatim_operation operation);

/* --- Events --- */

/** Names a subscription of one client. 0 names none. */
typedef uint64_t echatim_subscription;

/** @param value what happened, as JSON */
typedef void (*echatim_handler)(void *user_data, const char *value, size_t length);

/** The end of a subscription: its user_data is not used any more. */
typedef void (*echatim_release)(void *user_data);

/**
 * Calls `handler` whenever the event comes, until the subscription ends.
 *
 * - `message`: `{"messageId":…,"clientMessageId":…,"fromUser":…,"toTarget":…,"way":…,"type":…,
 *   "body":…,"sendTime":…}`
 * - `notification`: `type`, such as "ROOM_JOINED", and what the server says about it
 * - `presence`: `{"auid":…,"online":true}`, a user that "addOnlineMonitor" watches came or went
 * - `unread`: a count of unread messages has changed, as echatim_unread tells it. A subscription
 *   begins the counting
 * - `state`: a string, as echatim_state_name
 * - `kicked`: as `notification`; the server ended the session
 * - `error`: as echatim_error_json; something failed that no operation waits for
 * - `log`: a string, a line for the developer without key, token or message body
 *
 * A message is told once, in the order of its conversation, and acknowledged when all handlers have
 * returned. Until there is a subscription to `message`, messages wait unacknowledged.
 *
 * @param release called exactly once, when the subscription has ended and after the last call of
 * `handler`, where callbacks come, or before echatim_destroy returns; may be NULL
 * @returns 0 for an event that is none of these or without memory; then `release` is not called
 */
ECHATIM_API echatim_subscription echatim_subscribe(echatim_client *client, const char *event,
                                                   size_t event_length, echatim_handler handler,
                                                   echatim_release release, void *user_data);

/**
 * Ends a subscription. No call of its handler begins after this returns; one that began on another
 * thread may still run: `release` comes after it. Does nothing for a subscription that has ended.
 */
ECHATIM_API void echatim_unsubscribe(echatim_client *client, echatim_subscription subscription);

#ifdef __cplusplus
}
#endif

#endif

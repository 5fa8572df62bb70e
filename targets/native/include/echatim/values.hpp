/*
 * What operations and events give. Where the protocol fixes the fields, these are members; what it
 * leaves open is a text in JSON, for the JSON library of the program's choice (json.hpp reads
 * single members).
 */
#ifndef ECHATIM_VALUES_HPP
#define ECHATIM_VALUES_HPP

#include <echatim.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "error.hpp"
#include "json.hpp"

namespace echatim {

enum class State : int {
  /** Made, or the first connection failed: Client::connect starts it. */
  kIdle = ECHATIM_IDLE,
  kConnecting = ECHATIM_CONNECTING,
  /** Connected and logged in. */
  kOnline = ECHATIM_ONLINE,
  /** The connection was lost; the next attempt comes by itself. */
  kOffline = ECHATIM_OFFLINE,
  /** Over for good. */
  kClosed = ECHATIM_CLOSED,
};

/** "idle", "connecting", "online", "offline" or "closed". */
[[nodiscard]] inline std::string_view state_name(State state) {
  return echatim_state_name(static_cast<echatim_state>(state));
}

/** To whom a message goes. */
struct Target {
  echatim_target kind = ECHATIM_TO_USER;
  std::string id = {};

  [[nodiscard]] static Target user(std::string auid) { return {ECHATIM_TO_USER, std::move(auid)}; }
  [[nodiscard]] static Target room(std::string rid) { return {ECHATIM_TO_ROOM, std::move(rid)}; }
};

/** The server took a message. */
struct Receipt {
  std::string message_id;
  std::string client_message_id;
  /** Milliseconds since 1970 by the server's clock. */
  std::int64_t send_time = 0;
  std::string json;

  [[nodiscard]] static Receipt from_json(std::string_view json) {
    return {json::text_member(json, "messageId"), json::text_member(json, "clientMessageId"),
            json::integer_member(json, "sendTime"), std::string(json)};
  }
};

/** What the server said to a call: yes or no. */
struct Answer {
  /** 200 is success; others have the meaning of HTTP's statuses. */
  int code = 0;
  std::string msg;
  /** JSON. */
  std::string data;

  [[nodiscard]] bool ok() const { return code == 200; }

  [[nodiscard]] static Answer from_json(std::string_view json) {
    return {static_cast<int>(json::integer_member(json, "code")), json::text_member(json, "msg"),
            std::string(json::member(json, "data").value_or("null"))};
  }
};

/** An uploaded file, as the server names it. */
struct StoredFile {
  std::string url;
  std::string name;
  /** Bytes. */
  std::int64_t size = 0;
  std::string json;

  [[nodiscard]] static StoredFile from_json(std::string_view json) {
    return {json::text_member(json, "url"), json::text_member(json, "name"),
            json::integer_member(json, "size"), std::string(json)};
  }
};

struct Message {
  std::string message_id;
  /** The sender's name for it; may be empty. */
  std::string client_message_id;
  std::string from_user;
  /** An auid, or a room's id. */
  std::string to_target;
  /** "P2P" to a user, "P2R" to a room. */
  std::string way;
  /** "TEXT", "IMAGE", "FILE", or a word of the sender's own. */
  std::string type;
  /** JSON: a string for TEXT, the form of StoredFile::from_json for IMAGE and FILE. */
  std::string body;
  /** Milliseconds since 1970 by the server's clock; 0 when the server does not tell. */
  std::int64_t send_time = 0;
  /** All of it. */
  std::string json;

  /** What a TEXT says; of another type, the body as it is. */
  [[nodiscard]] std::string text() const { return json::text(body); }

  [[nodiscard]] static Message from_json(std::string_view json) {
    return {json::text_member(json, "messageId"),
            json::text_member(json, "clientMessageId"),
            json::text_member(json, "fromUser"),
            json::text_member(json, "toTarget"),
            json::text_member(json, "way"),
            json::text_member(json, "type"),
            std::string(json::member(json, "body").value_or("null")),
            json::integer_member(json, "sendTime"),
            std::string(json)};
  }
};

/** How many messages of others are not read. */
struct Unread {
  struct Conversation {
    /** An auid, or a room's id. */
    std::string to_target;
    /** "P2P" with a user, "P2R" of a room. */
    std::string way;
    std::int64_t unread = 0;
  };

  std::int64_t total = 0;
  /** Those in which something is unread. */
  std::vector<Conversation> conversations;

  [[nodiscard]] static Unread from_json(std::string_view json) {
    Unread unread = {json::integer_member(json, "total"), {}};
    for (const std::string_view each :
         json::elements(json::member(json, "conversations").value_or("[]")))
      unread.conversations.push_back({json::text_member(each, "toTarget"),
                                      json::text_member(each, "way"),
                                      json::integer_member(each, "unread")});
    return unread;
  }
};

/** A message that waits to be sent. */
struct Waiting {
  std::string client_message_id;
  /** An auid, or a room's id. */
  std::string to_target;
  /** "P2P" to a user, "P2R" to a room. */
  std::string way;
  std::string type;
  /** JSON; empty while the file is uploaded. */
  std::string body;
  /** It is on the wire, and not answered yet. */
  bool is_sending = false;
};

/** What waits to be sent, the messages of one conversation in their order. */
struct Outbox {
  std::vector<Waiting> messages;

  [[nodiscard]] static Outbox from_json(std::string_view json) {
    Outbox outbox;
    for (const std::string_view each : json::elements(json))
      outbox.messages.push_back({json::text_member(each, "clientMessageId"),
                                 json::text_member(each, "toTarget"),
                                 json::text_member(each, "way"), json::text_member(each, "type"),
                                 std::string(json::member(each, "body").value_or("")),
                                 json::text_member(each, "state") == "sending"});
    return outbox;
  }
};

/** Whether a message that was named waited. */
struct Found {
  bool was_there = false;

  [[nodiscard]] static Found from_json(std::string_view json) { return {json == "true"}; }
};

/** Something that the server tells and that is no message. */
struct Notification {
  /** The server's word for it, such as "ROOM_JOINED". */
  std::string type;
  /** All of it. */
  std::string json;

  [[nodiscard]] static Notification from_json(std::string_view json) {
    return {json::text_member(json, "type"), std::string(json)};
  }
};

/** A user that "addOnlineMonitor" watches came or went. */
struct Presence {
  std::string auid;
  bool online = false;

  [[nodiscard]] static Presence from_json(std::string_view json) {
    return {json::text_member(json, "auid"), json::member(json, "online") == "true"};
  }
};

}  // namespace echatim

#endif

// JSON written into one string, member by member. The border writes what JavaScript parses.

#ifndef IFTRUE_NPM_ENGINE_JSON_WRITER_H_
#define IFTRUE_NPM_ENGINE_JSON_WRITER_H_

#include <charconv>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

namespace iftrue {

class JsonWriter {
 public:
  // Appends to `out`, which must outlive this.
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void begin_object() { open('{'); }
  void end_object() { close('}'); }

  void key(std::string_view name) {
    separate();
    put_string(name);
    out_ += ':';
    is_first_ = true;  // no comma before its value
  }

  void value(std::string_view text) {
    separate();
    put_string(text);
  }
  void value(std::size_t number) {
    separate();
    char digits[std::numeric_limits<std::size_t>::digits10 + 1];
    const auto written = std::to_chars(digits, digits + sizeof digits, number);
    out_.append(digits, written.ptr);
  }
  void value(bool flag) { literal(flag ? "true" : "false"); }
  void null() { literal("null"); }

  template <typename Value>
  void member(std::string_view name, Value of) {
    key(name);
    value(of);
  }

 private:
  void open(char bracket) {
    separate();
    out_ += bracket;
    is_first_ = true;
  }
  void close(char bracket) {
    out_ += bracket;
    is_first_ = false;
  }
  void literal(std::string_view text) {
    separate();
    out_ += text;
  }
  void separate() {
    if (!is_first_) out_ += ',';
    is_first_ = false;
  }

  // RFC 8259 §7. What is not ASCII stays as it is.
  void put_string(std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    out_ += '"';
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x20) {
        out_ += "\\u00";
        out_ += kHex[byte / 16];
        out_ += kHex[byte % 16];
        continue;
      }
      if (c == '"' || c == '\\') out_ += '\\';
      out_ += c;
    }
    out_ += '"';
  }

  std::string& out_;
  bool is_first_ = true;
};

}  // namespace iftrue

#endif  // IFTRUE_NPM_ENGINE_JSON_WRITER_H_

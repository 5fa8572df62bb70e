#include "command/maps/map_writer.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "command/system/utf8.h"

namespace iftrue {
namespace {

constexpr std::size_t kLongestCharacter = 4;
constexpr std::string_view kReplacement = "\uFFFD";

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

bool stands_for_itself(char c) { return is_ascii(c) && c >= ' ' && c != '"' && c != '\\'; }

void append_escaped(char c, std::string& out) {
  switch (c) {
    case '\b':
      out += "\\b";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\r':
      out += "\\r";
      return;
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    default:
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
  }
}

std::string json_text(std::string_view text) {
  std::string out;
  JsonText json;
  json.append(text, out);
  json.finish(out);
  return out;
}

// Writes what is sure before the text goes on: the characters that begin more than `unsure` bytes
// before its end. Returns how many bytes that are.
std::size_t write_characters(std::string_view text, std::size_t unsure, std::string& out) {
  std::size_t pos = 0;
  while (pos < text.size()) {
    const std::string_view rest = text.substr(pos);
    const auto plain =
        static_cast<std::size_t>(std::ranges::find_if_not(rest, stands_for_itself) - rest.begin());
    out += rest.substr(0, plain);
    pos += plain;
    if (pos == text.size()) break;
    if (is_ascii(text[pos])) {
      append_escaped(text[pos++], out);
      continue;
    }
    if (text.size() - pos <= unsure) break;
    const std::size_t size = utf8_size(text.substr(pos));
    out += size > 0 ? text.substr(pos, size) : kReplacement;
    pos += std::max<std::size_t>(size, 1);
  }
  return pos;
}

}  // namespace

void JsonText::append(std::string_view piece, std::string& out) {
  waiting_ += piece;
  waiting_.erase(0, write_characters(waiting_, kLongestCharacter - 1, out));
}

void JsonText::finish(std::string& out) {
  write_characters(waiting_, 0, out);
  waiting_.clear();
}

void Base64::append(std::string_view piece, std::string& out) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t kGroup = 3;
  waiting_ += piece;
  std::size_t pos = 0;
  for (; waiting_.size() - pos >= kGroup; pos += kGroup) {
    const auto byte = [&](std::size_t i) {
      return std::uint32_t{static_cast<unsigned char>(waiting_[pos + i])};
    };
    const std::uint32_t bits = byte(0) << 16U | byte(1) << 8U | byte(2);
    const std::array<char, 4> digits = {kDigits[bits >> 18U], kDigits[bits >> 12U & 63U],
                                        kDigits[bits >> 6U & 63U], kDigits[bits & 63U]};
    out.append(digits.data(), digits.size());
  }
  waiting_.erase(0, pos);
}

void Base64::finish(std::string& out) {
  const std::size_t missing = (3 - waiting_.size()) % 3;
  append(std::string(missing, '\0'), out);
  for (std::size_t i = 0; i < missing; ++i) out[out.size() - 1 - i] = '=';
}

MapWriter::MapWriter(const MapNames& names, Source source, ByteSink sink)
    : source_(source), sink_(std::move(sink)) {
  std::string begin = R"({"version":3,)";
  if (!names.output.empty()) begin += R"("file":")" + json_text(names.output) + R"(",)";
  begin += R"("sources":[")" + json_text(names.source) + R"("],"sourcesContent":[)";
  sink_(begin + (source_ == Source::kText ? "\"" : "null"));
}

void MapWriter::source(std::string_view piece) {
  text_.append(piece, escaped_);
  sink_(escaped_);
  escaped_.clear();
}

void MapWriter::begin_mappings() {
  text_.finish(escaped_);
  if (source_ == Source::kText) escaped_ += '"';
  sink_(escaped_ + R"(],"names":[],"mappings":")");
}

void CommentedOutput::text(std::string_view piece) {
  if (piece.empty()) return;
  last_ = piece.back();
  sink_(piece);
}

void CommentedOutput::begin_map() {
  if (last_ != '\n' && last_ != '\r') sink_("\n");
  sink_(comment_ == MapComment::kLine ? "//#" : "/*#");
  sink_(" sourceMappingURL=data:application/json;base64,");
}

void CommentedOutput::map(std::string_view piece) {
  base64_.append(piece, encoded_);
  sink_(encoded_);
  encoded_.clear();
}

void CommentedOutput::finish() {
  base64_.finish(encoded_);
  sink_(encoded_ + (comment_ == MapComment::kLine ? "\n" : " */\n"));
}

}  // namespace iftrue

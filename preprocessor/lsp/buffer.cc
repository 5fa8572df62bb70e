#include "lsp/buffer.h"

#include <algorithm>
#include <utility>

#include "lsp/uri.h"

namespace iftrue {
namespace {

std::uint64_t next_revision() {
  static std::uint64_t last = 0;
  return ++last;
}

}  // namespace

Buffer::Buffer(std::string uri, std::optional<std::int64_t> version, std::string text)
    : uri_(std::move(uri)),
      path_(path_of_uri(uri_).value_or("")),
      version_(version),
      text_(std::move(text)),
      lines_(text_),
      revision_(next_revision()) {}

void Buffer::change(const Value& changes, PositionEncoding encoding, std::int64_t version) {
  version_ = version;
  revision_ = next_revision();
  if (!changes.is_array()) return;
  for (const Value& change : changes) {
    auto text = as_text(member(change, "text"));
    if (!text) continue;
    const Value& range = member(change, "range");
    if (range.is_null()) {
      replace_all(std::move(*text));
      continue;
    }
    const auto start = as_position(member(range, "start"));
    const auto finish = as_position(member(range, "end"));
    if (!start || !finish) continue;
    const std::size_t begin = offset_of(*start, text_, lines_, encoding);
    const std::size_t end = std::max(begin, offset_of(*finish, text_, lines_, encoding));
    text_.replace(begin, end - begin, *text);
    lines_.replace(text_, begin, end, text->size());
  }
}

void Buffer::replace_all(std::string text) {
  text_ = std::move(text);
  lines_ = LineIndex(text_);
}

}  // namespace iftrue

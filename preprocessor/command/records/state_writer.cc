#include "command/records/state_writer.h"

#include <utility>

namespace iftrue {

StateWriter::StateWriter(std::string_view conditions, Sink sink) : sink_(std::move(sink)) {
  sink_(kStateHead);
  write_text(conditions);
}

void StateWriter::append(std::string_view path, const StateRecord& record) {
  write_text(path);
  write_number(record.source);
  write_number(record.output);
}

void StateWriter::finish() { write_number(sum_.value()); }

void StateWriter::write(std::string_view bytes) {
  sum_.add(bytes);
  sink_(bytes);
}

void StateWriter::write_text(std::string_view text) {
  write(text);
  write(std::string_view("\0", 1));
}

void StateWriter::write_number(std::uint64_t number) {
  const NumberBytes bytes = bytes_of(number);
  write({bytes.data(), bytes.size()});
}

}  // namespace iftrue

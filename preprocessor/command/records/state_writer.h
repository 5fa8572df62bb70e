// Puts the text of a state together path by path, and passes it on as it comes: run_state.h reads
// it.

#ifndef IFTRUE_COMMAND_RECORDS_STATE_WRITER_H_
#define IFTRUE_COMMAND_RECORDS_STATE_WRITER_H_

#include <functional>
#include <string_view>

#include "command/records/state_record.h"
#include "command/records/state_text.h"

namespace iftrue {

class StateWriter {
 public:
  using Sink = std::function<void(std::string_view)>;

  // `conditions`: all that an output depends on beside its source, see state_conditions().
  StateWriter(std::string_view conditions, Sink sink);

  // `path` comes behind the last one.
  void append(std::string_view path, const StateRecord& record);

  void finish();

 private:
  void write(std::string_view bytes);
  void write_text(std::string_view text);
  void write_number(std::uint64_t number);

  Sink sink_;
  StateSum sum_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_RECORDS_STATE_WRITER_H_

// What the state of a run records about one output file, in 16 bytes.

#ifndef IFTRUE_COMMAND_RECORDS_STATE_RECORD_H_
#define IFTRUE_COMMAND_RECORDS_STATE_RECORD_H_

#include <cstdint>

#include "command/project/treatment.h"
#include "command/system/file_identity.h"

namespace iftrue {

// A hash of numbers: against accidents, not against people. Each step is a bijection both of what
// came before and of the number, so that one difference is never lost.
class StateHash {
 public:
  void add(std::uint64_t number);
  void add(const FileIdentity& identity);

  // 0 stands for nothing elsewhere.
  [[nodiscard]] std::uint64_t value() const { return value_ == 0 ? 1 : value_; }

 private:
  std::uint64_t value_ = 0;
};

// What one output was made from and what it was like then, each as a number that another identity
// does not have: by a hash that tells identities with one difference apart always, and others but
// for one time in 2^64. A million files are known in 16 MB.
struct StateRecord {
  std::uint64_t source = 0;  // and how it was treated; 0 when nothing is known
  std::uint64_t output = 0;

  static StateRecord of(const FileIdentity& source, Treatment treatment,
                        const FileIdentity& output) {
    return {of_source(source, treatment), of_output(output)};
  }
  static std::uint64_t of_source(const FileIdentity& identity, Treatment treatment);
  static std::uint64_t of_output(const FileIdentity& identity);

  [[nodiscard]] bool known() const { return source != 0; }

  friend bool operator==(const StateRecord&, const StateRecord&) = default;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_RECORDS_STATE_RECORD_H_

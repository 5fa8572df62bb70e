#include "command/records/state_record.h"

namespace iftrue {

void StateHash::add(std::uint64_t number) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;  // 2^64 over the golden ratio
  value_ = (value_ ^ number) * kOdd;
  value_ ^= value_ >> 32;
}

void StateHash::add(const FileIdentity& identity) {
  add(identity.inode);
  add(identity.size);
  add(identity.mode);
  add(static_cast<std::uint64_t>(identity.modification_time));
  add(static_cast<std::uint64_t>(identity.change_time));
}

std::uint64_t StateRecord::of_source(const FileIdentity& identity, Treatment treatment) {
  StateHash hash;
  hash.add(identity);
  hash.add(treatment.number());
  return hash.value();
}

std::uint64_t StateRecord::of_output(const FileIdentity& identity) {
  StateHash hash;
  hash.add(identity);
  return hash.value();
}

}  // namespace iftrue

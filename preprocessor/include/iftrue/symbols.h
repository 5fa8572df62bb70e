// Symbols: the names that conditions are made of, and their values for one target.

#ifndef IFTRUE_SYMBOLS_H_
#define IFTRUE_SYMBOLS_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace iftrue {

// The values of the symbols for one target. A symbol that was never set is undefined.
class Symbols {
 public:
  void set(std::string_view name, bool on) { values_.insert_or_assign(std::string(name), on); }

  [[nodiscard]] std::optional<bool> find(std::string_view name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) return std::nullopt;
    return found->second;
  }

  // Name to value, in the order of the names.
  [[nodiscard]] const std::map<std::string, bool, std::less<>>& values() const { return values_; }

 private:
  std::map<std::string, bool, std::less<>> values_;
};

// How a condition treats a symbol that is not set.
enum class Undefined {
  kError,  // E004
  kOff,    // as if set to off
  kKeep,   // conditionals that depend on the symbol stay, with the set symbols folded out of their
           // directives
};

}  // namespace iftrue

#endif  // IFTRUE_SYMBOLS_H_

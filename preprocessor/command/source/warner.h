// Which warnings a run looks for, and with what: check looks for all, strip for W101, and every
// command for those that are denied, since they are errors then.

#ifndef IFTRUE_COMMAND_SOURCE_WARNER_H_
#define IFTRUE_COMMAND_SOURCE_WARNER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/options/options.h"
#include "command/project/configuration.h"
#include "command/source/source_text.h"
#include "iftrue/iftrue.h"

namespace iftrue {

class Warner {
 public:
  // Both must outlive this.
  Warner(const Options& options, const Configuration& configuration);

  // Adds the warnings of a text. `filtered` is the path that globs speak of. A text that is named
  // exists for every target.
  // W107 judges the outputs in `layout`.
  void warn(SourceText& text, std::string_view filtered, Named named, Layout layout) const;

  // What is looked for in a text that is read in pieces: W101 or nothing.
  [[nodiscard]] std::optional<WarningOptions> sought_in_pieces(Language language) const;

  // Whether each text must be held, however large: a text that is read in pieces is written while
  // it is searched, and only for W101, so a warning that is denied would come too late or never.
  [[nodiscard]] bool needs_whole_text() const { return configuration_.warnings.denies_any(); }

  // Whether this warning is reported.
  [[nodiscard]] bool reports(Code code) const;

 private:
  // W101 alone.
  [[nodiscard]] WarningOptions sought_words(Language language) const;
  void find_audiences();
  [[nodiscard]] bool exists_for(const Symbols& complete, std::string_view filtered,
                                Named named) const;
  [[nodiscard]] std::vector<Symbols> targets_of(std::string_view filtered, Named named) const;
  [[nodiscard]] std::vector<NamedTarget> outputs_of(std::string_view filtered, Named named) const;

  const Options& options_;
  const Configuration& configuration_;
  std::vector<std::string> known_;  // the names of all symbols
  // Of each of the project's targets: what decides its conditionals, and what its files are chosen
  // by.
  struct Audience {
    std::string_view name;
    Symbols symbols;
    Symbols complete;
  };
  std::vector<Audience> audiences_;
  bool needs_all_ = false;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SOURCE_WARNER_H_

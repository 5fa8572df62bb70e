// What is known of a text for one project: its conditionals, which targets keep which group, and
// what is wrong. A text is scanned once for each of its revisions.

#ifndef IFTRUE_LSP_ANALYSIS_H_
#define IFTRUE_LSP_ANALYSIS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "command/source/source_text.h"
#include "command/views/explanation.h"
#include "iftrue/conditional.h"
#include "iftrue/iftrue.h"
#include "lsp/buffer.h"
#include "lsp/positions.h"
#include "lsp/projects.h"

namespace iftrue {

class Analysis {
 public:
  using KeptGroups = std::vector<std::optional<std::size_t>>;  // see Document::kept_groups()

  // The buffer must not change as long as this is used.
  Analysis(const Buffer& buffer, std::shared_ptr<const Setting> setting, PositionEncoding encoding);

  // Parts refer to each other.
  Analysis(const Analysis&) = delete;
  Analysis& operator=(const Analysis&) = delete;

  // Whether it is that of this text and setting.
  [[nodiscard]] bool is_of(const Buffer& buffer,
                           const std::shared_ptr<const Setting>& setting) const {
    return revision_ == buffer.revision() && setting_ == setting;
  }

  [[nodiscard]] const Buffer& buffer() const { return buffer_; }
  [[nodiscard]] std::string_view text() const { return buffer_.text(); }
  [[nodiscard]] const Setting& setting() const { return *setting_; }
  [[nodiscard]] Positions& positions() { return positions_; }

  // Null for a text that no directive is looked for in: the project leaves the file out, or copies
  // it.
  [[nodiscard]] const SourceText* source() const { return source_ ? &*source_ : nullptr; }

  // Whether its directives are free of errors.
  [[nodiscard]] bool is_sound() const;

  // None unless it is sound.
  [[nodiscard]] const std::vector<Conditional>& conditionals() const { return conditionals_; }

  // What `check` reports. The warnings are looked for at the first call.
  [[nodiscard]] std::span<const Diagnostic> diagnostics();

  // Whether the file exists for a target of the setting, given by its index.
  [[nodiscard]] bool exists_for(std::size_t target) const;

  // Why it does not, where a rule of the project says so.
  [[nodiscard]] std::optional<Explanation> rule_against(std::size_t target) const;

  // Which groups that target keeps; none where the file does not exist for it.
  [[nodiscard]] const KeptGroups& kept_groups(std::size_t target);

  // The names of the targets that keep the group.
  [[nodiscard]] std::vector<std::string_view> keepers(const GroupIndex& group);

  // "kept by web, rn".
  [[nodiscard]] std::string kept_by(const GroupIndex& group);

  // The directive that an offset is on or at the end of. `group` is that after it, and of an end
  // the number of groups.
  [[nodiscard]] std::optional<GroupIndex> directive_at(std::size_t offset) const;

  // The word of a directive, given as directive_at() gives it.
  [[nodiscard]] const Place& word(const GroupIndex& directive) const;

 private:
  const Buffer& buffer_;
  std::uint64_t revision_;
  std::shared_ptr<const Setting> setting_;
  Positions positions_;
  std::string filtered_;  // the path that the project's globs speak of
  Named named_ = Named::kDirectly;
  Layout layout_ = Layout::kPreserve;
  std::optional<SourceText> source_;
  std::vector<Conditional> conditionals_;
  bool has_warnings_ = false;
  std::vector<std::optional<KeptGroups>> kept_;  // by target, those that were asked for
};

}  // namespace iftrue

#endif  // IFTRUE_LSP_ANALYSIS_H_

#include "engine/text_names.h"

#include <algorithm>

#include "engine/near_text.h"

namespace iftrue {

void TextNames::add(ConditionId id) {
  if (added_.size() <= id) added_.resize(id + 1);
  if (added_[id]) return;
  added_[id] = true;
  waiting_.push_back(id);
}

bool TextNames::has(std::string_view name) {
  const Spellings* const known = spellings(name);
  return known != nullptr && std::ranges::find(*known, name) != known->end();
}

const std::string* TextNames::in_any_case(std::string_view name) {
  const Spellings* const known = spellings(name);
  return known == nullptr ? nullptr : &known->front();
}

const TextNames::Spellings* TextNames::spellings(std::string_view name) {
  for (const ConditionId id : waiting_) {
    learn(conditions_.spelling(id));
    for (const std::string_view symbol : conditions_.condition(id).symbols()) learn(symbol);
  }
  waiting_.clear();
  const auto found = names_.find(lower(name));
  return found == names_.end() ? nullptr : &found->second;
}

void TextNames::learn(std::string_view name) {
  Spellings& known = names_[lower(name)];
  if (std::ranges::find(known, name) == known.end()) known.emplace_back(name);
}

}  // namespace iftrue

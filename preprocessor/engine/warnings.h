// Finds what is suspicious in a text but not an error, with one function for each kind of warning.
// Each function appends to `diagnostics` without lines and columns (see locate()). Only the first
// function accepts a tree that has errors. Time is linear in the text.

#ifndef IFTRUE_ENGINE_WARNINGS_H_
#define IFTRUE_ENGINE_WARNINGS_H_

#include <string_view>
#include <vector>

#include "engine/conditional_tree.h"
#include "engine/lexer.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// W101. What `errors`, those of the tree, speak of is not reported again.
void warn_of_spelling(std::string_view text, const ConditionalTree& tree,
                      const std::vector<Diagnostic>& errors, const WarningOptions& options,
                      std::vector<Diagnostic>& diagnostics);

// Drops the warnings about `words` in JavaScript, which are behind // and in order, that are in
// literals: a template may begin many lines before, so only the lexer knows. `lexemes` are those
// around the words.
void drop_in_literals(const std::vector<Lexeme>& lexemes, const std::vector<std::size_t>& words,
                      std::vector<Diagnostic>& warnings);

// W102.
void warn_of_empty_groups(std::string_view text, const ConditionalTree& tree,
                          std::vector<Diagnostic>& diagnostics);

// W103, and for `targets` W104 and W105.
void warn_of_decided_conditions(std::string_view text, const ConditionalTree& tree,
                                const std::vector<Symbols>& targets,
                                std::vector<Diagnostic>& diagnostics);

// W106; the text is JavaScript or TypeScript.
void warn_of_literals(std::string_view text, const ConditionalTree& tree,
                      std::vector<Diagnostic>& diagnostics);

// W107, for the targets of options.outputs. Time is also linear in the number of different outputs.
void warn_of_meaning(std::string_view text, const ConditionalTree& tree,
                     const WarningOptions& options, std::vector<Diagnostic>& diagnostics);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_WARNINGS_H_

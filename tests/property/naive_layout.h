// The layouts, done the slow and plain way from the contract: the expected output of a text of
// which each byte is known to be kept or not.

#ifndef IFTRUE_TESTS_PROPERTY_NAIVE_LAYOUT_H_
#define IFTRUE_TESTS_PROPERTY_NAIVE_LAYOUT_H_

#include <string>

#include "generator.h"
#include "iftrue/iftrue.h"

namespace property {

[[nodiscard]] std::string lay_out(const GeneratedText& text, iftrue::Layout layout);

}  // namespace property

#endif  // IFTRUE_TESTS_PROPERTY_NAIVE_LAYOUT_H_

// One small change to a text, of the kinds that make directives go wrong.

#ifndef IFTRUE_TESTS_PROPERTY_MUTATION_H_
#define IFTRUE_TESTS_PROPERTY_MUTATION_H_

#include <string>

#include "random.h"

namespace property {

void mutate(Random& random, std::string& text);

}  // namespace property

#endif  // IFTRUE_TESTS_PROPERTY_MUTATION_H_

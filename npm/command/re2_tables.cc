// The tables of RE2 that Debian's source has without its data: of Unicode's groups (\pN) and of
// letters that differ in case alone. Globs are bytes, and ask for neither.

#include "re2/unicode_casefold.h"
#include "re2/unicode_groups.h"

namespace re2 {

const CaseFold unicode_casefold[] = {{}};
const int num_unicode_casefold = 0;

const CaseFold unicode_tolower[] = {{}};
const int num_unicode_tolower = 0;

const UGroup unicode_groups[] = {{}};
const int num_unicode_groups = 0;

}  // namespace re2

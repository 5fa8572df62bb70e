// The scripts that are part of the library: the SDK's native bundle, which dist/native/ also holds,
// and the glue to it.

#ifndef ECHATIM_CLIENT_SCRIPTS_H_
#define ECHATIM_CLIENT_SCRIPTS_H_

#include <string_view>

extern "C" {
extern const char echatim_bundle_begin[];
extern const char echatim_bundle_end[];
extern const char echatim_glue_begin[];
extern const char echatim_glue_end[];
}

namespace echatim {

inline std::string_view bundle_script() { return {echatim_bundle_begin, echatim_bundle_end}; }
inline std::string_view glue_script() { return {echatim_glue_begin, echatim_glue_end}; }

}  // namespace echatim

#endif  // ECHATIM_CLIENT_SCRIPTS_H_

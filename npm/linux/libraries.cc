// Two libraries of the command, fmt and toml++, for a static program: Debian has them as shared
// libraries alone. Nothing here is the tool's. The objects of the tool expect these definitions.

#define TOML_HEADER_ONLY 0
#define TOML_IMPLEMENTATION

#include <fmt/format-inl.h>
#include <toml++/toml.h>

FMT_BEGIN_NAMESPACE
namespace detail {

// What fmt's src/format.cc has beside that header.
template FMT_API auto thousands_sep_impl<char>(locale_ref) -> thousands_sep_result<char>;
template FMT_API auto thousands_sep_impl<wchar_t>(locale_ref) -> thousands_sep_result<wchar_t>;
template FMT_API auto decimal_point_impl(locale_ref) -> char;
template FMT_API auto decimal_point_impl(locale_ref) -> wchar_t;
template FMT_API void buffer<char>::append(const char*, const char*);
template FMT_API void vformat_to(buffer<char>&, string_view,
                                 basic_format_args<FMT_BUFFER_CONTEXT(char)>, locale_ref);

}  // namespace detail
FMT_END_NAMESPACE

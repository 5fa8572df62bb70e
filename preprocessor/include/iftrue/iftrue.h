// iftrue: conditional compilation by comments, as a library. This header includes all the others.
//
// Scan a text once. The document refers to the text, which must outlive it.
//
//   const std::string text = "a /*IFTRUE_WX*/ b /*ELSE_WX*/ c /*FITRUE_WX*/ d";
//   const iftrue::Document document(text);
//
// Look at what is wrong with its directives. A text with an error has no output.
//
//   for (const iftrue::Diagnostic& each : document.diagnostics()) {
//     std::cerr << each.place.line << ':' << each.place.column << ": " << each.message << " ["
//               << iftrue::code_name(each.code) << "]\n";
//   }
//
// Strip it for each target. The result is the output, or else the diagnostics that say why there is
// none. Here they would name a symbol that is not set, unless the options have Undefined::kOff.
//
//   iftrue::Symbols wx, web;
//   wx.set("WX", true);
//   web.set("WX", false);
//   const auto for_wx = document.strip(wx, {.layout = iftrue::Layout::kCompact});
//   if (for_wx) std::cout << *for_wx;  // "a  b  d"
//   const auto for_web = document.strip(web, {.layout = iftrue::Layout::kCompact});
//   if (for_web) std::cout << *for_web;  // "a  c  d"
//
// Or show the conditionals, and which group of each a target keeps.
//
//   const auto kept = document.kept_groups(web);  // {1}: the else
//   for (const iftrue::Conditional& each : document.conditionals()) {
//     std::cout << each.place.line << ": " << each.groups.front().condition << '\n';  // "1: WX"
//   }
//
// The library does not read files, print, keep state between calls or throw for bad input. Every
// function can be called from many threads at once, even on the same Document or Symbols, if none
// of the calls modifies it.
//
// Text is UTF-8. Bytes that are not UTF-8 pass through. Offsets and lengths are in bytes.

#ifndef IFTRUE_IFTRUE_H_
#define IFTRUE_IFTRUE_H_

// The version of the library, for #if. A higher minor version may change this interface as long as
// the major version is 0.
#define IFTRUE_VERSION_MAJOR 0
#define IFTRUE_VERSION_MINOR 1
#define IFTRUE_VERSION_PATCH 0
#define IFTRUE_VERSION_STRING "0.1.0"

// IWYU pragma: begin_exports
#include "iftrue/condition.h"
#include "iftrue/conditional.h"
#include "iftrue/diagnostic.h"
#include "iftrue/document.h"
#include "iftrue/stream_stripper.h"
#include "iftrue/symbols.h"
// IWYU pragma: end_exports

#endif  // IFTRUE_IFTRUE_H_

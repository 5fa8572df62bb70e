// Any bytes as a file that `check` reads: what is printed cannot steer the terminal, and tells
// every place.

#include <algorithm>
#include <string>
#include <string_view>

#include "command/report/diagnostic_text.h"
#include "command/source/source_text.h"
#include "iftrue/iftrue.h"
#include "law.h"
#include "property/characters.h"

namespace {

constexpr std::string_view kName = "n.ts";

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t pos = 0; (pos = text.find(part, pos)) != std::string_view::npos; ++pos) ++found;
  return found;
}

// What a terminal obeys, beside the ends of lines and tabs.
bool is_control(char c) {
  return (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t') || c == 0x7F;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using fuzz::require;
  const std::string_view bytes = fuzz::text_of(data, size);
  iftrue::Configuration configuration;
  configuration.undefined = iftrue::Undefined::kError;
  configuration.targets.emplace_back().symbols.set("WXAPP", true);
  const iftrue::SourceText text(std::string(bytes), iftrue::Named::kDirectly, configuration,
                                iftrue::Language::kOther);
  const iftrue::Findings findings = text.findings(kName);
  const auto rendered = [&](iftrue::Color color) {
    return iftrue::render(findings.diagnostics, findings.name, findings.text, color);
  };
  const std::string plain = rendered(iftrue::Color::kNever);
  require(text.ok() == plain.empty(), "what is wrong is printed, and nothing else");
  require(plain.empty() || plain.ends_with('\n'), "each line is ended");
  for (const property::Character& character : property::characters_of(plain)) {
    const std::string_view bytes_of = character.bytes;
    const bool utf8 = bytes_of.size() > 1 || static_cast<unsigned char>(bytes_of.front()) < 0x80;
    if (!utf8 || is_control(bytes_of.front()) || bytes_of == "\r\n") {
      fuzz::broken("no source file can steer the terminal: " + plain);
    }
  }

  std::string coloured = rendered(iftrue::Color::kAlways);
  for (const std::string_view style :
       {iftrue::style::kBold, iftrue::style::kError, iftrue::style::kNote, iftrue::style::kCaret,
        iftrue::style::kReset}) {
    for (std::size_t at = 0; (at = coloured.find(style, at)) != std::string::npos;) {
      coloured.erase(at, style.size());
    }
  }
  require(coloured == plain, "colour adds colour only");

  if (iftrue::classify(bytes) == iftrue::TextKind::kBinary) return 0;
  const iftrue::Document document(bytes);
  std::size_t at = 0;
  for (const iftrue::Diagnostic& diagnostic : document.diagnostics()) {
    const std::string head = std::string(kName) + ':' + std::to_string(diagnostic.place.line) +
                             ':' + std::to_string(diagnostic.place.column) + ": error: ";
    at = plain.find(head, at);
    require(at != std::string::npos, "each error is printed with its place, in order");
    at += head.size();
  }
  require(count(plain, ": error: ") >= document.diagnostics().size(), "no error is left out");
  return 0;
}

#include <iftrue/iftrue.h>

#include <iostream>

int main() {
  const iftrue::Document document("a/*IFTRUE_X*/b/*FITRUE_X*/c/*FITRUE_Y*/");
  for (const iftrue::Diagnostic& diagnostic : document.diagnostics()) {
    std::cout << diagnostic.place.line << ':' << diagnostic.place.column << ": "
              << diagnostic.message << " [" << code_name(diagnostic.code) << "]\n";
  }
  iftrue::Symbols symbols;
  symbols.set("X", true);
  const iftrue::Document sound("a/*IFTRUE_X*/b/*FITRUE_X*/c");
  std::cout << *sound.strip(symbols, {iftrue::Undefined::kError, iftrue::Layout::kCompact}) << '\n';
}

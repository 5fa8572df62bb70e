#include "command/project/language.h"

#include <array>

namespace iftrue {
namespace {

struct Row {
  std::string_view extension;
  Language language;
};

constexpr auto kRows = std::to_array<Row>({
    {".js", Language::kJavaScript},     {".jsx", Language::kJavaScript},
    {".mjs", Language::kJavaScript},    {".cjs", Language::kJavaScript},
    {".ts", Language::kJavaScript},     {".tsx", Language::kJavaScript},
    {".mts", Language::kJavaScript},    {".cts", Language::kJavaScript},
    {".json", Language::kJson},         {".jsonc", Language::kJson},
    {".css", Language::kCss},           {".wxss", Language::kCss},
    {".acss", Language::kCss},          {".scss", Language::kScss},
    {".less", Language::kScss},         {".html", Language::kHtml},
    {".htm", Language::kHtml},          {".vue", Language::kHtml},
    {".wxml", Language::kHtml},         {".swan", Language::kHtml},
    {".axml", Language::kHtml},         {".svg", Language::kHtml},
    {".xml", Language::kHtml},          {".md", Language::kMarkdown},
    {".markdown", Language::kMarkdown},
});

}  // namespace

Language language_of(std::string_view path) {
  for (const Row& row : kRows) {
    if (path.ends_with(row.extension)) return row.language;
  }
  return Language::kOther;
}

}  // namespace iftrue

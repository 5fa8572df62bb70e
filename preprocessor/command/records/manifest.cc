#include "command/records/manifest.h"

#include <algorithm>
#include <utility>

namespace iftrue {
namespace {

// A line that says what it is, the state, then each path with a NUL after it, in ascending order.
constexpr std::string_view kKind = "iftrue manifest ";
constexpr std::string_view kHead = "iftrue manifest 1\n";
constexpr std::string_view kComplete = "complete\n";
constexpr std::string_view kWriting = "writing\n";
constexpr std::string_view kRecovering = "recovering\n";

std::string_view line_of(Manifest::State state) {
  switch (state) {
    case Manifest::State::kComplete:
      break;
    case Manifest::State::kWriting:
      return kWriting;
    case Manifest::State::kRecovering:
      return kRecovering;
  }
  return kComplete;
}

// Removes `prefix` from the front of `text`, if it stands there.
bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

bool begins_manifest(std::string_view text) { return text.starts_with(kKind); }

bool stays_inside(std::string_view path) {
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view name = path.substr(begin, end - begin);
    if (name.empty() || name == "." || name == "..") return false;
    begin = end + 1;
  }
  return true;
}

std::optional<Manifest> Manifest::parse(std::string_view text) {
  if (!take(text, kHead)) return std::nullopt;
  Manifest manifest;
  if (take(text, kWriting)) {
    manifest.state = State::kWriting;
  } else if (take(text, kRecovering)) {
    manifest.state = State::kRecovering;
  } else if (!take(text, kComplete)) {
    return std::nullopt;
  }
  manifest.paths.reserve(static_cast<std::size_t>(std::ranges::count(text, '\0')), text.size());
  std::string_view before;
  while (!text.empty()) {
    const std::size_t end = text.find('\0');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view path = text.substr(0, end);
    if (!stays_inside(path) || path <= before) return std::nullopt;
    manifest.paths.append(path);
    before = path;
    text.remove_prefix(end + 1);
  }
  return manifest;
}

ManifestWriter::ManifestWriter(Manifest::State state, Sink sink) : sink_(std::move(sink)) {
  sink_(kHead);
  sink_(line_of(state));
}

void ManifestWriter::append(std::string_view path) {
  sink_(path);
  sink_(std::string_view("\0", 1));
}

}  // namespace iftrue

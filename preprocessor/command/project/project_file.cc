#include "command/project/project_file.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "command/options/option_choices.h"
#include "command/project/target_path.h"
#include "command/project/toml_reader.h"
#include "command/system/file.h"
#include "command/system/path.h"
#include "command/terminal/shown_text.h"
#include "engine/nearest.h"
#include "iftrue/condition.h"

namespace iftrue {
namespace {

// Reads the table key by key and collects what is wrong, so that all of it is told at once.
class Reader {
 public:
  explicit Reader(const std::string& path) { project_.file = path; }

  tl::expected<Project, std::vector<TomlError>> read(std::string_view text) {
    project_.folder = std::filesystem::path(project_.file).parent_path().string();
    try {
      read_root(toml::parse(text));
    } catch (const toml::parse_error& error) {
      // It quotes the file's own characters, line breaks among them.
      toml_.wrong(error.source().begin, show_message(std::string(error.description())));
    }
    if (!toml_.errors().empty()) return tl::unexpected(toml_.errors());
    return std::move(project_);
  }

 private:
  void read_root(const toml::table& root) {
    toml_.known_keys(
        root, "",
        {"source", "output", "include", "exclude", "symbols", "targets", "files", "warnings"});
    read_symbols(root);
    read_targets(root);
    if (const auto source = path(root, "source")) project_.source = *source;
    check_source(root);
    if (const auto output = path(root, "output")) project_.output = *output;
    check_output(root);
    if (root.contains("include")) project_.filter.include = globs(root, "include");
    if (root.contains("exclude")) project_.filter.exclude = globs(root, "exclude");
    read_files(root);
    read_warnings(root);
  }

  void read_symbols(const toml::table& root) {
    const toml::table* symbols = toml_.table(root, "symbols");
    if (symbols == nullptr) return;
    TomlReader::each_in_file_order(*symbols, [&](std::string_view name, const toml::node& value) {
      if (!is_symbol(name)) {
        toml_.wrong(
            value.source().begin,
            fmt::format("{} is no symbol: a symbol is made of A-Z, a-z, 0-9 and _", quote(name)));
        return;
      }
      if (!value.is_string()) {
        toml_.wrong(value.source().begin,
                    fmt::format("symbol {} takes a string that describes it", name));
      }
      project_.symbols.push_back({std::string(name), value.value_or(std::string())});
    });
  }

  void read_targets(const toml::table& root) {
    const toml::table* targets = toml_.table(root, "targets");
    if (targets == nullptr) return;
    TomlReader::each_in_file_order(*targets, [&](std::string_view name, const toml::node& value) {
      if (name.empty() || name == "." || name == ".." ||
          name.find_first_of(std::string_view("/\0", 2)) != std::string_view::npos) {
        toml_.wrong(value.source().begin,
                    fmt::format("target {} cannot be the name of a folder", quote(name)));
        return;
      }
      const toml::table* target = value.as_table();
      if (target == nullptr) {
        toml_.wrong(value.source().begin, fmt::format("target {} takes a table", quote(name)));
        return;
      }
      toml_.known_keys(*target, fmt::format("targets.{}.", name), {"symbols"});
      project_.targets.push_back({std::string(name), target_symbols(*target)});
    });
  }

  std::vector<std::string> target_symbols(const toml::table& target) {
    std::vector<std::string> names;
    toml_.each_string(target, "symbols",
                      [&](const std::string& name, const toml::source_position& at) {
                        if (known_symbol(name, at)) names.push_back(name);
                      });
    return names;
  }

  void read_files(const toml::table& root) {
    const toml::node* files = root.get("files");
    if (files == nullptr) return;
    const toml::array* entries = files->as_array();
    if (entries == nullptr) {
      toml_.wrong(files->source().begin, "files takes tables: write [[files]]");
      return;
    }
    for (const toml::node& entry : *entries) {
      const toml::table* rule = entry.as_table();
      if (rule == nullptr) {
        toml_.wrong(entry.source().begin, "files takes tables: write [[files]]");
        continue;
      }
      read_file_rule(*rule);
    }
  }

  void read_file_rule(const toml::table& rule) {
    toml_.known_keys(rule, "files.", {"glob", "when", "layout", "scan"});
    const auto* glob = toml_.required_string(rule, "glob");
    if (!rule.contains("when") && !rule.contains("layout") && !rule.contains("scan")) {
      toml_.wrong(rule.source().begin, "when, layout or scan is missing here");
    }
    auto when = condition(rule, "when");
    const auto layout = layout_name(rule, "layout");
    const auto scan = toml_.boolean(rule, "scan");
    if (glob == nullptr) return;
    auto parsed = Glob::parse(glob->get());
    if (!parsed) return toml_.wrong(glob->source().begin, parsed.error().message);
    project_.filter.rules.push_back({std::move(*parsed), std::move(when), layout, scan});
  }

  std::optional<Layout> layout_name(const toml::table& from, std::string_view key) {
    const auto* name = toml_.string(from, key);
    if (name == nullptr) return std::nullopt;
    std::vector<std::string_view> names;
    for (const Choice<Layout>& choice : kLayoutChoices) {
      if (choice.name == name->get()) return choice.meaning;
      names.push_back(choice.name);
    }
    toml_.wrong(name->source().begin,
                fmt::format("{} takes {}, not {}{}", key, fmt::join(names, ", "),
                            quote(name->get()), did_you_mean(name->get(), names)));
    return std::nullopt;
  }

  void read_warnings(const toml::table& root) {
    const toml::table* warnings = toml_.table(root, "warnings");
    if (warnings == nullptr) return;
    toml_.known_keys(*warnings, "warnings.", {"deny", "allow"});
    std::vector<std::string> denied;
    toml_.each_string(*warnings, "deny",
                      [&](const std::string& name, const toml::source_position& at) {
                        if (auto known = project_.warnings.deny(name); !known) {
                          toml_.wrong(at, known.error().message);
                        }
                        denied.push_back(name);
                      });
    toml_.each_string(
        *warnings, "allow", [&](const std::string& name, const toml::source_position& at) {
          if (std::ranges::find(denied, name) != denied.end()) {
            toml_.wrong(at, fmt::format("{} is both denied and allowed", quote(name)));
          } else if (auto known = project_.warnings.allow(name); !known) {
            toml_.wrong(at, known.error().message);
          }
        });
  }

  // The text of a condition over the project's symbols.
  std::optional<std::string> condition(const toml::table& from, std::string_view key) {
    const auto* text = toml_.string(from, key);
    if (text == nullptr) return std::nullopt;
    const Condition condition(text->get());
    if (!condition.ok()) {
      toml_.wrong(text->source().begin, fmt::format("malformed condition {}: {}",
                                                    quote(text->get()), condition.error().message));
      return std::nullopt;
    }
    const bool known = std::ranges::all_of(condition.symbols(), [&](std::string_view symbol) {
      return known_symbol(symbol, text->source().begin);
    });
    return known ? std::optional(text->get()) : std::nullopt;
  }

  bool known_symbol(std::string_view name, const toml::source_position& at) {
    std::vector<std::string_view> names;
    for (const NamedSymbol& symbol : project_.symbols) names.push_back(symbol.name);
    if (std::ranges::find(names, name) != names.end()) return true;
    toml_.wrong(
        at, fmt::format("symbol {} is not in [symbols]{}", quote(name), did_you_mean(name, names)));
    return false;
  }

  void check_source(const toml::table& root) {
    const std::string& source = project_.source;
    std::error_code error;
    if (!std::filesystem::exists(source, error) || std::filesystem::is_directory(source, error)) {
      return;
    }
    toml_.wrong(
        root.get("source")->source().begin,
        fmt::format("source takes the path of a folder, and {} is none; name the file as an "
                    "operand, or its folder here",
                    quote(source)));
  }

  void check_output(const toml::table& root) {
    if (project_.output.empty()) return;
    const toml::source_position at = root.get("output")->source().begin;
    if (project_.targets.size() > 1 && !names_target(project_.output)) {
      toml_.wrong(at, "output is the same for every target; put {target} into it");
    }
    if (project_.source.empty()) return;
    if (is_inside(project_.output, project_.source)) {
      toml_.wrong(at, "output lies inside the source");
    } else if (is_inside(project_.source, project_.output)) {
      toml_.wrong(at, "output holds the source");
    }
  }

  // A path in the file, relative to the file's folder.
  std::optional<std::string> path(const toml::table& from, std::string_view key) {
    const toml::value<std::string>* value = toml_.string(from, key);
    if (value == nullptr) return std::nullopt;
    if (value->get().empty() || value->get().find('\0') != std::string::npos) {
      toml_.wrong(value->source().begin, fmt::format("{} takes the path of a folder", key));
      return std::nullopt;
    }
    return (std::filesystem::path(project_.folder) / value->get()).lexically_normal().string();
  }

  std::vector<Glob> globs(const toml::table& from, std::string_view key) {
    std::vector<Glob> parsed;
    toml_.each_string(from, key, [&](const std::string& pattern, const toml::source_position& at) {
      auto glob = Glob::parse(pattern);
      if (glob) {
        parsed.push_back(std::move(*glob));
      } else {
        toml_.wrong(at, glob.error().message);
      }
    });
    return parsed;
  }

  TomlReader toml_;
  Project project_;
};

}  // namespace

Result<Project> load_project(const std::string& path) {
  return read_file(path).and_then(
      [&](const std::string& text) { return parse_project(text, path); });
}

Result<Project> parse_project(std::string_view text, const std::string& path) {
  return read_project(text, path).map_error([&](const std::vector<TomlError>& errors) {
    std::string lines;
    for (const auto& [line, column, message] : errors) {
      if (!lines.empty()) lines += '\n';
      lines += fmt::format("{}:{}:{}: {}", printable(path), line, column, message);
    }
    return Failure{std::move(lines)};
  });
}

tl::expected<Project, std::vector<TomlError>> read_project(std::string_view text,
                                                           const std::string& path) {
  return Reader(path).read(text);
}

std::vector<std::string> project_file_places(const std::string& folder) {
  std::error_code error;
  const std::filesystem::path whole =
      std::filesystem::absolute(folder, error).lexically_normal() / "";
  // Relative to the folder, so that what is printed does not depend on where the project lies.
  std::filesystem::path relative = folder;
  std::vector<std::string> places;
  for (auto at = whole.parent_path(); !error; at = at.parent_path()) {
    places.push_back((relative / kProjectFileName).lexically_normal().string());
    if (at == at.parent_path()) break;
    relative /= "..";
  }
  return places;
}

bool is_project_file(const std::string& place) {
  // A link that leads nowhere is told of when it is read, not passed by for a project above.
  std::error_code none_there;
  return std::filesystem::exists(std::filesystem::symlink_status(place, none_there));
}

std::optional<std::string> find_project_file(const std::string& folder) {
  const std::vector<std::string> places = project_file_places(folder);
  const auto found = std::ranges::find_if(places, is_project_file);
  return found == places.end() ? std::nullopt : std::optional(*found);
}

}  // namespace iftrue

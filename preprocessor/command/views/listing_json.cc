#include "command/report/json.h"
#include "command/views/listing.h"

namespace iftrue {
namespace {

Json group_json(const Listing& listing, const ListedFile& file, const GroupIndex& index) {
  const ListedGroup& group = file.conditionals[index.conditional].groups[index.group];
  Json json;
  json["kind"] = group.kind == GroupKind::kIf     ? "if"
                 : group.kind == GroupKind::kElif ? "elif"
                                                  : "else";
  json["condition"] = group.kind == GroupKind::kElse ? Json(nullptr) : Json(group.condition);
  json["line"] = group.line;
  json["column"] = group.column;
  json["firstLine"] = group.first_line;
  json["lastLine"] = group.last_line;
  json["dormant"] = group.liveness == Liveness::kDormant;
  if (listing.targets.empty()) return json;
  if (listing.targets.front().empty()) {
    json["kept"] = file.keeps(0, index);
    return json;
  }
  Json names = Json::array();
  for (std::size_t target = 0; target < listing.targets.size(); ++target) {
    if (file.keeps(target, index)) names.push_back(listing.targets[target]);
  }
  json["keptBy"] = std::move(names);
  return json;
}

Json file_json(const Listing& listing, const ListedFile& file) {
  Json conditionals = Json::array();
  for (std::size_t i = 0; i < file.conditionals.size(); ++i) {
    const ListedConditional& conditional = file.conditionals[i];
    Json json;
    json["firstLine"] = conditional.groups.front().first_line;
    json["lastLine"] = conditional.groups.back().last_line;
    json["parent"] = nullptr;
    if (conditional.parent) {
      json["parent"] = {{"conditional", conditional.parent->conditional},
                        {"group", conditional.parent->group}};
    }
    json["groups"] = Json::array();
    for (std::size_t j = 0; j < conditional.groups.size(); ++j) {
      json["groups"].push_back(group_json(listing, file, {i, j}));
    }
    conditionals.push_back(std::move(json));
  }
  Json json;
  json["path"] = file.path;
  json["lines"] = file.lines;
  json["conditionals"] = std::move(conditionals);
  return json;
}

}  // namespace

std::string listing_json(const Listing& listing) {
  Json json;
  json["version"] = 1;
  json["files"] = Json::array();
  std::size_t lines = 0;
  for (const ListedFile& file : listing.files) {
    lines += file.lines;
    json["files"].push_back(file_json(listing, file));
  }
  json["symbols"] = Json::array();
  for (const SymbolSum& sum : listing.symbols) {
    json["symbols"].push_back({{"name", sum.name},
                               {"conditionals", sum.conditionals},
                               {"lines", sum.lines},
                               {"files", sum.files}});
  }
  json["targets"] = Json::array();
  for (std::size_t target = 0; target < listing.targets.size(); ++target) {
    std::size_t kept = 0;
    for (const ListedFile& file : listing.files) kept += file.kept_lines[target];
    const std::string& name = listing.targets[target];
    json["targets"].push_back(
        {{"name", name.empty() ? Json(nullptr) : Json(name)}, {"lines", kept}, {"of", lines}});
  }
  // Names of files are bytes; JSON is Unicode.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace iftrue

#include "lsp/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "command/options/option_choices.h"
#include "command/project/project_file.h"
#include "engine/nearest.h"
#include "lsp/completion.h"
#include "lsp/diagnostics.h"
#include "lsp/fixes.h"
#include "lsp/hover.h"
#include "lsp/inactive_text.h"
#include "lsp/navigation.h"
#include "lsp/occurrences.h"
#include "lsp/outline.h"
#include "lsp/symbol_places.h"
#include "lsp/uri.h"

namespace iftrue {
namespace {

constexpr std::string_view kSetTarget = "iftrue.setTarget";
constexpr std::string_view kStrip = "iftrue.strip";
constexpr std::string_view kWatchedFiles = "workspace/didChangeWatchedFiles";
constexpr int kIncremental = 2;  // TextDocumentSyncKind of the protocol

bool is_project_file_name(std::string_view path) {
  return path == kProjectFileName || path.ends_with(fmt::format("/{}", kProjectFileName));
}

std::optional<std::string> first_folder(const Value& params) {
  const Value& folders = member(params, "workspaceFolders");
  const auto uri = folders.is_array() && !folders.empty() ? as_text(member(folders.front(), "uri"))
                                                          : as_text(member(params, "rootUri"));
  return uri ? path_of_uri(*uri) : std::nullopt;
}

// A name, or nothing for "" and null.
std::optional<std::string> as_target(const Value& value) {
  auto name = as_text(value);
  return name && !name->empty() ? name : std::nullopt;
}

std::string unknown_target(std::string_view name, const Setting& setting) {
  std::vector<std::string_view> names;
  for (const TargetSymbols& target : setting.targets()) names.push_back(target.name);
  return fmt::format("there is no target {}{}", quote(name), did_you_mean(name, names));
}

}  // namespace

Value Session::begin(const Value& params) {
  support_ = ClientSupport::of(params);
  folder_ = first_folder(params);
  target_ = as_target(member(params, "initializationOptions", "target"));
  Value capabilities = {
      {"positionEncoding", support_.encoding == PositionEncoding::kUtf8 ? "utf-8" : "utf-16"},
      {"textDocumentSync", {{"openClose", true}, {"change", kIncremental}}},
      {"hoverProvider", true},
      {"documentHighlightProvider", true},
      {"definitionProvider", true},
      {"foldingRangeProvider", true},
      {"documentSymbolProvider", true},
      {"codeLensProvider", {{"resolveProvider", false}}},
      {"completionProvider", {{"triggerCharacters", Value::array({"*", "_", "(", "-"})}}},
      {"codeActionProvider", {{"codeActionKinds", Value::array({"quickfix"})}}},
      {"referencesProvider", true},
      {"renameProvider", {{"prepareProvider", true}}},
      {"executeCommandProvider", {{"commands", Value::array({kSetTarget, kStrip})}}},
  };
  if (support_.inactive_regions) capabilities["inactiveRegionsProvider"] = true;
  return {{"capabilities", std::move(capabilities)},
          {"serverInfo", {{"name", "iftrue"}, {"version", IFTRUE_VERSION}}}};
}

void Session::start() {
  if (!support_.watches_dynamically) return;
  const Value watcher = {{"globPattern", fmt::format("**/{}", kProjectFileName)}};
  const Value registration = {{"id", kWatchedFiles},
                              {"method", kWatchedFiles},
                              {"registerOptions", {{"watchers", Value::array({watcher})}}}};
  ask_("client/registerCapability", {{"registrations", Value::array({registration})}});
}

std::optional<Response> Session::answer(std::string_view method, const Value& params) {
  static const std::map<std::string_view, Request> kRequests = {
      {"textDocument/hover", &Session::hover},
      {"textDocument/documentHighlight", &Session::highlight},
      {"textDocument/definition", &Session::define},
      {"textDocument/foldingRange", &Session::fold},
      {"textDocument/documentSymbol", &Session::list_symbols},
      {"textDocument/codeLens", &Session::show_lenses},
      {"textDocument/completion", &Session::complete},
      {"textDocument/codeAction", &Session::fix},
      {"textDocument/references", &Session::find_references},
      {"textDocument/prepareRename", &Session::prepare_rename},
      {"textDocument/rename", &Session::rename},
      {"workspace/executeCommand", &Session::execute},
      {"iftrue/targets", &Session::list_targets},
  };
  const auto request = kRequests.find(method);
  if (request == kRequests.end()) return std::nullopt;
  return (this->*request->second)(params);
}

void Session::hear(std::string_view method, const Value& params) {
  static const std::map<std::string_view, Notification> kNotifications = {
      {"textDocument/didOpen", &Session::open},
      {"textDocument/didChange", &Session::change},
      {"textDocument/didClose", &Session::close},
      {"workspace/didChangeConfiguration", &Session::configure},
      {kWatchedFiles, &Session::look_again},
  };
  const auto notification = kNotifications.find(method);
  if (notification != kNotifications.end()) (this->*notification->second)(params);
}

void Session::open(const Value& params) {
  const Value& document = member(params, "textDocument");
  const auto uri = as_text(member(document, "uri"));
  auto text = as_text(member(document, "text"));
  if (!uri || !text) return;
  analyses_.erase(*uri);
  buffers_.erase(*uri);
  const auto version = as_integer(member(document, "version")).value_or(0);
  const auto [opened, is_new] = buffers_.try_emplace(*uri, *uri, version, std::move(*text));
  changed_.insert(*uri);
  if (is_project_file_name(opened->second.path())) look_again(params);
}

void Session::change(const Value& params) {
  const Value& document = member(params, "textDocument");
  const auto uri = as_text(member(document, "uri"));
  const auto buffer = uri ? buffers_.find(*uri) : buffers_.end();
  if (buffer == buffers_.end()) return;
  analyses_.erase(*uri);
  buffer->second.change(member(params, "contentChanges"), support_.encoding,
                        as_integer(member(document, "version")).value_or(0));
  changed_.insert(*uri);
  if (is_project_file_name(buffer->second.path())) look_again(params);
}

void Session::close(const Value& params) {
  const auto uri = as_text(member(params, "textDocument", "uri"));
  const auto buffer = uri ? buffers_.find(*uri) : buffers_.end();
  if (buffer == buffers_.end()) return;
  const bool is_project = is_project_file_name(buffer->second.path());
  analyses_.erase(*uri);
  changed_.erase(*uri);
  buffers_.erase(buffer);
  notify_("textDocument/publishDiagnostics", {{"uri", *uri}, {"diagnostics", Value::array()}});
  // What is on disk holds again.
  if (is_project) look_again(params);
}

void Session::configure(const Value& params) {
  const Value& settings = member(params, "settings", "iftrue");
  // Settings that say nothing of the target leave it as it is.
  if (settings.is_object() && settings.contains("target")) {
    choose_target(as_target(member(settings, "target")));
  }
}

void Session::look_again(const Value& /*params*/) {
  for (const auto& [uri, buffer] : buffers_) changed_.insert(uri);
  if (support_.code_lens_refresh) ask_("workspace/codeLens/refresh", nullptr);
}

Response Session::hover(const Value& params) {
  const auto place = place_of(params);
  if (!place) return nullptr;
  return hover_at(place->offset, place->analysis, target_in(place->analysis.setting()), support_);
}

Response Session::highlight(const Value& params) {
  const auto place = place_of(params);
  return place ? highlights_at(place->offset, place->analysis) : Value();
}

Response Session::define(const Value& params) {
  const auto place = place_of(params);
  return place ? definition_at(place->offset, place->analysis) : Value();
}

Response Session::fold(const Value& params) {
  Analysis* const analysis = analysis_of(params);
  return analysis != nullptr ? folding_ranges(*analysis) : Value::array();
}

Response Session::list_symbols(const Value& params) {
  Analysis* const analysis = analysis_of(params);
  return analysis != nullptr ? document_symbols(*analysis, support_) : Value::array();
}

Response Session::show_lenses(const Value& params) {
  Analysis* const analysis = analysis_of(params);
  return analysis != nullptr ? code_lenses(*analysis) : Value::array();
}

Response Session::complete(const Value& params) {
  const auto place = place_of(params);
  return place ? completions_at(place->offset, place->analysis) : Value();
}

Response Session::fix(const Value& params) {
  Analysis* const analysis = analysis_of(params);
  const auto begin = as_position(member(params, "range", "start"));
  const auto end = as_position(member(params, "range", "end"));
  if (analysis == nullptr || !begin || !end) return Value::array();
  const Positions& positions = analysis->positions();
  return fixes_in({positions.offset(*begin), positions.offset(*end)}, *analysis);
}

Response Session::find_references(const Value& params) {
  const auto symbol = symbol_of(params);
  if (!symbol) return nullptr;
  const auto found = occurrences_of(symbol->name, symbol->buffer,
                                    {buffers_, projects_, support_.encoding, symbol->setting});
  Value locations = Value::array();
  for (const FileOccurrences& file : found.files) {
    for (const Occurrence& each : file.occurrences) {
      locations.push_back({{"uri", file.uri}, {"range", each.range}});
    }
  }
  return locations;
}

Response Session::prepare_rename(const Value& params) {
  const auto symbol = symbol_of(params);
  if (!symbol) return nullptr;
  return Value{{"range", symbol->range}, {"placeholder", symbol->name}};
}

Response Session::rename(const Value& params) {
  const auto symbol = symbol_of(params);
  if (!symbol) return nullptr;
  const std::string name = as_text(member(params, "newName")).value_or("");
  if (!is_symbol(name)) {
    return refuse(
        ErrorCode::kRequestFailed,
        fmt::format("{} is no symbol: a symbol is made of A-Z, a-z, 0-9 and _", quote(name)));
  }
  if (const Project* project = symbol->setting->project()) {
    const bool is_taken =
        std::ranges::find(project->symbols, name, &NamedSymbol::name) != project->symbols.end();
    if (is_taken && name != symbol->name) {
      return refuse(ErrorCode::kRequestFailed, fmt::format("there is a symbol {} already", name));
    }
  }
  const auto found = occurrences_of(symbol->name, symbol->buffer,
                                    {buffers_, projects_, support_.encoding, symbol->setting});
  if (!found.obstacles.empty()) {
    return refuse(ErrorCode::kRequestFailed,
                  fmt::format("not renamed, since {} may not be found everywhere: {}", symbol->name,
                              found.obstacles.front()));
  }
  Value changes = Value::object();
  Value document_changes = Value::array();
  for (const FileOccurrences& file : found.files) {
    Value edits = Value::array();
    for (const Occurrence& each : file.occurrences) {
      edits.push_back({{"range", each.range}, {"newText", fmt::format("{}{}", each.prefix, name)}});
    }
    const Value version = file.version ? Value(*file.version) : Value();
    document_changes.push_back(
        {{"textDocument", {{"uri", file.uri}, {"version", version}}}, {"edits", edits}});
    changes[file.uri] = std::move(edits);
  }
  if (support_.document_changes) return Value{{"documentChanges", std::move(document_changes)}};
  return Value{{"changes", std::move(changes)}};
}

Response Session::list_targets(const Value& params) {
  const auto uri = as_text(member(params, "textDocument", "uri"));
  auto path = uri ? path_of_uri(*uri) : std::nullopt;
  if (!path && folder_) path = fmt::format("{}/{}", *folder_, kProjectFileName);
  const auto setting = projects_.of(path.value_or(""));
  Value names = Value::array();
  for (const TargetSymbols& target : setting->targets()) names.push_back(target.name);
  const Project* const project = setting->project();
  return Value{{"project", project != nullptr ? Value(uri_of_path(project->file)) : Value()},
               {"targets", std::move(names)},
               {"target", target_ ? Value(*target_) : Value()}};
}

Response Session::execute(const Value& params) {
  const auto command = as_text(member(params, "command"));
  const Value& arguments = member(params, "arguments");
  const Value first = arguments.is_array() && !arguments.empty() ? arguments.front() : Value();
  if (command == kStrip) return strip(first);
  if (command != kSetTarget) {
    return refuse(ErrorCode::kInvalidParams,
                  fmt::format("there is no command {}", quote(command.value_or(""))));
  }
  if (!first.is_null() && !first.is_string()) {
    return refuse(ErrorCode::kInvalidParams,
                  "iftrue.setTarget takes the name of a target, or null");
  }
  choose_target(as_target(first));
  return nullptr;
}

Response Session::strip(const Value& argument) {
  Analysis* const analysis = analysis_of(Value{{"textDocument", argument}});
  if (analysis == nullptr) {
    return refuse(ErrorCode::kInvalidParams, "iftrue.strip takes the uri of a text that is open");
  }
  const auto named = as_target(member(argument, "target"));
  const auto name = named ? named : target_;
  const Setting& setting = analysis->setting();
  if (!name) return refuse(ErrorCode::kRequestFailed, "no target is chosen");
  const auto target = setting.find_target(*name);
  if (!target) return refuse(ErrorCode::kRequestFailed, unknown_target(*name, setting));
  const std::string layout = as_text(member(argument, "layout")).value_or("preserve");
  const auto choice = std::ranges::find(kLayoutChoices, layout, &Choice<Layout>::name);
  if (choice == kLayoutChoices.end()) {
    return refuse(ErrorCode::kInvalidParams, fmt::format("there is no layout {}", quote(layout)));
  }
  std::string text(analysis->text());
  if (analysis->source() != nullptr) {
    const auto diagnostics = analysis->diagnostics();
    if (!analysis->source()->ok()) {
      const auto& policy = setting.configuration().warnings;
      const auto& first = *std::ranges::find_if(diagnostics, [&](const Diagnostic& each) {
        return policy.severity(each.code) == Severity::kError;
      });
      return refuse(
          ErrorCode::kRequestFailed,
          fmt::format("the text has an error in line {}: {}",
                      analysis->positions().line_of(first.place.offset) + 1, first.message));
    }
    if (!analysis->exists_for(*target)) {
      return refuse(ErrorCode::kRequestFailed,
                    fmt::format("the file does not exist for {}", *name));
    }
    text = analysis->source()->strip(setting.targets()[*target].symbols, choice->meaning);
  }
  return Value{{"uri", analysis->buffer().uri()}, {"target", *name}, {"text", std::move(text)}};
}

Analysis* Session::analysis_of(const Value& params) {
  const auto uri = as_text(member(params, "textDocument", "uri"));
  const auto buffer = uri ? buffers_.find(*uri) : buffers_.end();
  return buffer == buffers_.end() ? nullptr : &analysis_of(buffer->second);
}

std::optional<Session::PlaceInText> Session::place_of(const Value& params) {
  Analysis* const analysis = analysis_of(params);
  const auto position = as_position(member(params, "position"));
  if (analysis == nullptr || !position) return std::nullopt;
  return PlaceInText{*analysis, analysis->positions().offset(*position)};
}

Analysis& Session::analysis_of(const Buffer& buffer) {
  const auto setting = projects_.of(buffer.path());
  auto& analysis = analyses_[buffer.uri()];
  if (!analysis || !analysis->is_of(buffer, setting)) {
    // A project that has changed on disk changes what was published.
    if (analysis) changed_.insert(buffer.uri());
    analysis = std::make_unique<Analysis>(buffer, setting, support_.encoding);
  }
  return *analysis;
}

std::optional<Session::ChosenSymbol> Session::symbol_of(const Value& params) {
  const auto place = place_of(params);
  if (!place) return std::nullopt;
  Analysis& analysis = place->analysis;
  const Buffer& buffer = analysis.buffer();
  const auto setting = projects_.of(buffer.path());
  std::optional<SymbolPlace> found;
  if (is_project_file_name(buffer.path())) {
    const auto places = symbol_places(buffer.text());
    if (!places) return std::nullopt;
    const auto at = std::ranges::find_if(
        *places, [&](const SymbolPlace& each) { return each.span.touches(place->offset); });
    if (at != places->end()) found = *at;
  } else {
    found = symbol_at(place->offset, analysis);
  }
  if (!found) return std::nullopt;
  return ChosenSymbol{buffer, setting, found->name, analysis.positions().range(found->span)};
}

void Session::choose_target(std::optional<std::string> name) {
  if (target_ == name) return;
  target_ = std::move(name);
  for (const auto& [uri, buffer] : buffers_) changed_.insert(uri);
  notify_("iftrue/targetChanged", {{"target", target_ ? Value(*target_) : Value()}});
}

std::optional<std::size_t> Session::target_in(const Setting& setting) const {
  return target_ ? setting.find_target(*target_) : std::nullopt;
}

void Session::publish() {
  for (const std::string& uri : std::exchange(changed_, {})) {
    const auto buffer = buffers_.find(uri);
    if (buffer != buffers_.end()) publish(buffer->second);
  }
  // Each was analysed anew, which counts as a change of it where its project is another.
  changed_.clear();
}

void Session::publish(const Buffer& buffer) {
  Analysis& analysis = analysis_of(buffer);
  const auto target = target_in(analysis.setting());
  Value params = {{"uri", buffer.uri()}};
  if (buffer.version()) params["version"] = *buffer.version();
  params["diagnostics"] = is_project_file_name(buffer.path())
                              ? diagnostics_of(buffer, projects_.errors(buffer), support_.encoding)
                              : diagnostics_of(analysis, target, support_);
  notify_("textDocument/publishDiagnostics", std::move(params));
  if (!support_.inactive_regions) return;
  Value regions = Value::array();
  if (target) {
    for (const Span& each : inactive_text(analysis, *target)) {
      regions.push_back(analysis.positions().range(each));
    }
  }
  Value document = {{"uri", buffer.uri()}};
  if (buffer.version()) document["version"] = *buffer.version();
  notify_("textDocument/inactiveRegions",
          {{"textDocument", std::move(document)}, {"regions", std::move(regions)}});
}

}  // namespace iftrue

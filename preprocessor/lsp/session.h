// What a server knows of one editor: the open texts, their projects, and the target that is chosen;
// and the answers to the requests about them.

#ifndef IFTRUE_LSP_SESSION_H_
#define IFTRUE_LSP_SESSION_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "lsp/analysis.h"
#include "lsp/buffer.h"
#include "lsp/client_support.h"
#include "lsp/message.h"
#include "lsp/projects.h"

namespace iftrue {

class Session {
 public:
  // Sends a notification to the client.
  using Notify = std::function<void(std::string_view method, Value params)>;
  // Sends a request, whose response is not awaited.
  using Ask = std::function<void(std::string_view method, Value params)>;

  Session(Notify notify, Ask ask) : notify_(std::move(notify)), ask_(std::move(ask)) {}

  // Takes the parameters of `initialize`. Returns its result.
  [[nodiscard]] Value begin(const Value& params);

  // The client has the result of `initialize`.
  void start();

  // A request's result. Nothing if there is no such method.
  [[nodiscard]] std::optional<Response> answer(std::string_view method, const Value& params);

  // A notification. One that is not known is ignored.
  void hear(std::string_view method, const Value& params);

  // Publishes what has changed of the open texts: diagnostics, and what is inactive.
  void publish();

 private:
  using Request = Response (Session::*)(const Value& params);
  using Notification = void (Session::*)(const Value& params);

  // What a request about a place in a text is about.
  struct PlaceInText {
    Analysis& analysis;
    std::size_t offset;
  };

  void open(const Value& params);
  void change(const Value& params);
  void close(const Value& params);
  void configure(const Value& params);
  void look_again(const Value& params);

  Response hover(const Value& params);
  Response highlight(const Value& params);
  Response define(const Value& params);
  Response fold(const Value& params);
  Response list_symbols(const Value& params);
  Response show_lenses(const Value& params);
  Response complete(const Value& params);
  Response fix(const Value& params);
  Response find_references(const Value& params);
  Response prepare_rename(const Value& params);
  Response rename(const Value& params);
  Response list_targets(const Value& params);
  Response execute(const Value& params);
  Response strip(const Value& argument);

  // Of a request whose parameters name a text that is open; null if it is not.
  Analysis* analysis_of(const Value& params);
  std::optional<PlaceInText> place_of(const Value& params);
  Analysis& analysis_of(const Buffer& buffer);

  // The symbol at a place: of a directive, or in a project file. With its range.
  struct ChosenSymbol {
    const Buffer& buffer;
    std::shared_ptr<const Setting> setting;
    std::string name;
    Value range;
  };
  std::optional<ChosenSymbol> symbol_of(const Value& params);

  void choose_target(std::optional<std::string> name);
  [[nodiscard]] std::optional<std::size_t> target_in(const Setting& setting) const;
  void publish(const Buffer& buffer);

  Notify notify_;
  Ask ask_;
  ClientSupport support_;
  std::optional<std::string> folder_;  // the path of the first workspace folder
  std::optional<std::string> target_;
  Buffers buffers_;
  Projects projects_{buffers_};
  std::map<std::string, std::unique_ptr<Analysis>> analyses_;  // by address
  std::set<std::string> changed_;  // addresses of what is to be published
};

}  // namespace iftrue

#endif  // IFTRUE_LSP_SESSION_H_

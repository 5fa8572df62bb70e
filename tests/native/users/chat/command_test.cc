#include "command.h"

#include <catch2/catch.hpp>
#include <string>

namespace {

struct Printer {
  std::string operator()(const chat::Nothing&) const { return "nothing"; }
  std::string operator()(const chat::Say& say) const { return "say " + say.text; }
  std::string operator()(const chat::Choose& choose) const {
    return (choose.peer.kind == ECHATIM_TO_ROOM ? "room " : "user ") + choose.peer.id;
  }
  std::string operator()(const chat::SendFile& file) const { return "file " + file.path; }
  std::string operator()(const chat::SendImage& image) const { return "image " + image.path; }
  std::string operator()(const chat::Call& call) const {
    return "call " + call.api + '|' + call.form;
  }
  std::string operator()(const chat::Quit&) const { return "quit"; }
  std::string operator()(const chat::Mistake& mistake) const {
    return "mistake: " + mistake.problem;
  }
};

}  // namespace

TEST_CASE("a line becomes a command", "[command]") {
  struct Row {
    const char* line;
    const char* command;
  };
  for (const auto& [line, command] : {
           Row{"", "nothing"},
           Row{"  \t\r", "nothing"},
           Row{"hello", "say hello"},
           Row{" hello \r", "say  hello "},
           Row{"//to bob", "say /to bob"},
           Row{"/to bob", "user bob"},
           Row{"/to  bob  ", "user bob"},
           Row{"/room r 1", "room r 1"},
           Row{"/file a b.pdf", "file a b.pdf"},
           Row{"/image x.png", "image x.png"},
           Row{"/call userGet", "call userGet|{}"},
           Row{"/call userGet {\"auid\": \"b c\"}", "call userGet|{\"auid\": \"b c\"}"},
           Row{"/quit", "quit"},
           Row{"/to", "mistake: /to needs an argument"},
           Row{"/toto bob", "mistake: there is no command /toto"},
           Row{"/", "mistake: there is no command /"},
       }) {
    CAPTURE(line);
    CHECK(std::visit(Printer(), chat::read_command(line)) == command);
  }
}

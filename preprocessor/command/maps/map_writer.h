// Writes a version 3 source map (ECMA-426) as JSON, or as the comment at the end of an output that
// contains it. It writes piece by piece, so that neither is ever in memory as a whole. The mappings
// come from the engine.

#ifndef IFTRUE_COMMAND_MAPS_MAP_WRITER_H_
#define IFTRUE_COMMAND_MAPS_MAP_WRITER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace iftrue {

// Takes the next piece, which is gone when it returns.
using ByteSink = std::function<void(std::string_view)>;

// What a map says of its files.
struct MapNames {
  std::string output;  // the file's name without folders; empty on standard output
  std::string source;  // a URL as source_url() gives it, or what stands for standard input
};

// The text of a JSON string, without its quotes. A byte that is not UTF-8 becomes one replacement,
// as columns count it. (The JSON library takes one a sequence.)
class JsonText {
 public:
  void append(std::string_view piece, std::string& out);
  void finish(std::string& out);  // what waits is no character

 private:
  std::string waiting_;  // what is not written yet: between pieces, the beginning of a character
};

// Base64 (RFC 4648 §4) of what comes in pieces.
class Base64 {
 public:
  void append(std::string_view piece, std::string& out);
  void finish(std::string& out);

 private:
  std::string waiting_;  // less than a group
};

class MapWriter {
 public:
  enum class Source : std::uint8_t { kText, kNone };  // none of what is binary

  MapWriter(const MapNames& names, Source source, ByteSink sink);

  // The text of the source, then the mappings.
  void source(std::string_view piece);
  void begin_mappings();
  void mappings(std::string_view piece) { sink_(piece); }
  void finish() { sink_("\"}\n"); }

 private:
  Source source_;
  ByteSink sink_;
  JsonText text_;
  std::string escaped_;
};

// The kinds of comments that consumers look for a map in.
enum class MapComment : std::uint8_t {
  kNone,   // the file cannot hold one
  kLine,   // //# in JavaScript and TypeScript
  kBlock,  // /*# in style sheets
};

// An output and, behind all of its text, its map.
class CommentedOutput {
 public:
  // Not for kNone.
  CommentedOutput(MapComment comment, ByteSink sink) : comment_(comment), sink_(std::move(sink)) {}

  void text(std::string_view piece);
  void begin_map();
  void map(std::string_view piece);
  void finish();

 private:
  MapComment comment_;
  ByteSink sink_;
  char last_ = '\n';  // of the text
  Base64 base64_;
  std::string encoded_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_MAPS_MAP_WRITER_H_

#include "command/tree_writer.h"

#include <fmt/core.h>

#include "command/output/streamed_outputs.h"
#include "command/system/path.h"

namespace iftrue {

TreeWriter::TreeWriter(const Run& run, const TreeOutputs& outputs)
    : ItemMaker(run), outputs_(outputs) {
  for (std::size_t target = 0; target < outputs_.size(); ++target) {
    writers_.emplace_back(outputs_[target], scratch_);
  }
}

Result<Streamed> TreeWriter::put_streamed(std::size_t path, const OpenSource& source,
                                          Product product, std::vector<StreamTarget>& targets) {
  std::vector<StreamedOutput> outputs;
  outputs.reserve(targets.size());
  for (const StreamTarget& each : targets) {
    outputs.push_back({writers_[each.target], path, symbols(each.target), each.names});
  }
  auto streamed =
      iftrue::put_streamed(source, stream_options(path, source, product), product, outputs);
  for (std::size_t j = 0; j < targets.size(); ++j) targets[j].change = outputs[j].change;
  return streamed;
}

std::string TreeWriter::log_line(std::size_t target, std::size_t path) const {
  if (!run().options.tells_written()) return {};
  return fmt::format("write {}\n",
                     printable(join(outputs_[target].path(), run().plan.paths()[path])));
}

bool TreeWriter::is_done(std::size_t i) {
  if (!for_all(i, [](const OutputWriter& writer, std::size_t path) {
        return writer.may_be_current(path);
      })) {
    return false;
  }
  const auto source = identity(i);
  return source && for_all(i, [&](OutputWriter& writer, std::size_t path) {
           return writer.is_current(path, *source, run().plan.item(i).treatment);
         });
}

void TreeWriter::done(std::size_t i, const FileIdentity& source) {
  static_cast<void>(for_all(i, [&](OutputWriter& writer, std::size_t path) {
    writer.record(path, source, run().plan.item(i).treatment);
    return true;
  }));
}

template <typename Visit>
bool TreeWriter::for_all(std::size_t i, Visit visit) {
  for (std::size_t target = 0; target < outputs_.size(); ++target) {
    if (!holds(target, i)) continue;
    if (!visit(writers_[target], i)) return false;
    if (run().plan.has_map(i) && !visit(writers_[target], run().plan.map_of(i))) return false;
  }
  return true;
}

}  // namespace iftrue

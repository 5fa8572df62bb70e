#include "command/tree_checker.h"

#include <cerrno>

#include "command/system/path.h"
#include "command/terminal/color.h"

namespace iftrue {

TreeChecker::TreeChecker(const Run& run, const std::vector<TreePlace>& places,
                         const std::vector<Descriptor>& roots, Differences& differences)
    : ItemMaker(run),
      places_(places),
      differences_(differences),
      comparison_(differences.diffs(), resolve(run.options.color, Stream::kOutput), scratch_) {
  for (const Descriptor& root : roots) {
    auto& folder = folders_.emplace_back();
    if (root.valid()) folder.emplace(root.get());
  }
}

Result<OutputPlace> TreeChecker::place(std::size_t target, std::string_view path) {
  const std::string& output = places_[target].path;
  const PathParts parts = split_path(path);
  OutputPlace place{OutputPlace::kNoFolder, std::string(parts.name), join(output, path)};
  if (!folders_[target]) return place;
  const auto folder = folders_[target]->open(parts.folder);
  if (folder) {
    place.folder = *folder;
    return place;
  }
  const auto& [error, obstacle] = folder.error();
  // What stands in the place of a folder is an orphan.
  if (error == ENOENT || error == ENOTDIR) return place;
  return system_failure("open folder", join(output, obstacle), error);
}

Result<Change> TreeChecker::add(std::size_t target, std::string_view path,
                                Result<PathDifference> difference) {
  return std::move(difference).map([&](PathDifference&& found) {
    differences_.add(target, std::string(path), std::move(found));
    return Change::kNone;
  });
}

Result<Change> TreeChecker::put_link(std::size_t target, std::size_t path,
                                     const std::string& link) {
  const std::string_view relative = run().plan.paths()[path];
  return add(target, relative, place(target, relative).and_then([&](const OutputPlace& at) {
    return comparison_.link(at, link);
  }));
}

Result<Change> TreeChecker::put_folder(std::size_t target, std::size_t path) {
  const std::string_view relative = run().plan.paths()[path];
  return add(target, relative, place(target, relative).and_then(OutputComparison::folder));
}

Result<Change> TreeChecker::put_copy(std::size_t target, std::size_t path,
                                     const OpenSource& source) {
  const std::string_view relative = run().plan.paths()[path];
  return add(target, relative, place(target, relative).and_then([&](const OutputPlace& at) {
    return comparison_.copy(at, source);
  }));
}

Result<Change> TreeChecker::put_file(std::size_t target, std::size_t path, std::string_view bytes,
                                     mode_t mode) {
  const std::string_view relative = run().plan.paths()[path];
  return add(target, relative, place(target, relative).and_then([&](const OutputPlace& at) {
    return comparison_.file(at, bytes, mode);
  }));
}

Result<Streamed> TreeChecker::put_streamed(std::size_t path, const OpenSource& source,
                                           Product product, std::vector<StreamTarget>& targets) {
  const mode_t mode = product_mode(product, source.mode());
  const std::string_view relative = run().plan.paths()[path];
  std::vector<Result<FileComparison>> comparisons;
  comparisons.reserve(targets.size());  // they stay where they are
  std::vector<ProductSink> sinks;
  bool stands = false;
  for (const auto& [target, names, change] : targets) {
    auto& comparison =
        comparisons.emplace_back(place(target, relative).and_then([&](const OutputPlace& at) {
          return FileComparison::open(at, mode, scratch_.other());
        }));
    if (!comparison) continue;
    stands = stands || comparison->stands();
    sinks.push_back({symbols(target), names,
                     [&comparison](std::string_view piece) { comparison->take(piece); }});
  }
  // The text alone tells whether it is sound.
  auto streamed = stream_product(source, stream_options(path, source, product),
                                 stands ? product : Product::kText, sinks);
  if (!streamed || streamed->kind != Streamed::Kind::kSound) return streamed;
  for (std::size_t j = 0; j < targets.size(); ++j) {
    targets[j].change =
        add(targets[j].target, relative, comparisons[j].and_then(OutputComparison::pieces));
  }
  return streamed;
}

Result<void> TreeChecker::check_orphan(std::size_t target, std::string_view path) {
  return add(target, path, place(target, path).and_then([&](const OutputPlace& at) {
           return comparison_.orphan(at);
         }))
      .map([](Change) {});
}

}  // namespace iftrue

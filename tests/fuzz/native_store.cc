// Any bytes as an item of libechatim's store, as an item's name and as an account's.

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "fuzz/law.h"
#include "store/store.h"

namespace {

std::string own_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "fuzz-store-XXXXXX").string();
  static const std::string folder = mkdtemp(pattern.data());
  std::atexit([] { std::filesystem::remove_all(folder); });
  return folder;
}

void require_done(const std::string& failure) { fuzz::require(failure.empty(), failure.c_str()); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string root = own_folder();
  const std::string_view text = fuzz::text_of(data, size);
  const std::string_view name = text.substr(0, text.find('\n'));
  const std::string folder = echatim::account_folder(root, name, text);
  fuzz::require(
      std::filesystem::path(folder).parent_path() == root && folder.find('\0') == std::string::npos,
      "an account's folder is in the store's");
  echatim::Store store(folder);
  require_done(store.write(name, text));
  std::optional<std::string> value;
  require_done(echatim::Store(folder).read(name, value));
  fuzz::require(value == text, "an item is read as it was written");
  fuzz::require(store.take_lock(name) && !echatim::Store(folder).take_lock(name),
                "a lock has one holder");
  require_done(store.remove(name));
  require_done(store.read(name, value));
  fuzz::require(!value, "what was removed is gone");
  std::filesystem::remove_all(folder);
  return 0;
}

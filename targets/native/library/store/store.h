// The items that one account keeps, a file each, in a folder of its own:
//
//   STOREFOLDER/AUID-DIGEST/DIGEST.item   an item, replaced as a whole by rename()
//   STOREFOLDER/AUID-DIGEST/DIGEST.lock   a lock, held by flock(): the kernel gives it back when
//   the
//                                         program ends, however that is
//
// The digests keep the app key out of the names. An item outlives the program when write() has
// returned, and not always a loss of power: nothing waits for the disk. Folders are made when the
// first item is written, 0700, files 0600. Several programs may use one folder.
//
// Not for several threads.

#ifndef ECHATIM_STORE_STORE_H_
#define ECHATIM_STORE_STORE_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace echatim {

class Store {
 public:
  // `folder`: the account's; "" keeps nothing longer than the store lasts.
  explicit Store(std::string folder);
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  ~Store();

  // All return what failed, in words for a developer, or "".
  [[nodiscard]] std::string read(std::string_view key, std::optional<std::string>& value) const;
  [[nodiscard]] std::string write(std::string_view key, std::string_view value);
  [[nodiscard]] std::string remove(std::string_view key);

  // Whether the lock was free. Where no file can be made there is nothing to share.
  [[nodiscard]] bool take_lock(std::string_view name);
  void release_lock(std::string_view name);

 private:
  [[nodiscard]] std::string path_of(std::string_view key, std::string_view ending) const;
  [[nodiscard]] std::string make_folder() const;

  std::string folder_;
  std::map<std::string, std::string, std::less<>> kept_;  // without a folder
  std::map<std::string, int, std::less<>> locks_;         // descriptors by name
  unsigned long count_ = 0;                               // of new files
};

// The folder of an account below `store_folder`; `identity` tells accounts apart, `auid` people.
[[nodiscard]] std::string account_folder(const std::string& store_folder, std::string_view auid,
                                         std::string_view identity);

// Where stores are when the config does not say; "" in an environment without HOME.
[[nodiscard]] std::string default_store_folder();

}  // namespace echatim

#endif  // ECHATIM_STORE_STORE_H_

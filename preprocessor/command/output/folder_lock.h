// Locks a folder against other runs for as long as the folder is open.

#ifndef IFTRUE_COMMAND_OUTPUT_FOLDER_LOCK_H_
#define IFTRUE_COMMAND_OUTPUT_FOLDER_LOCK_H_

#include <string>

#include "command/system/failure.h"

namespace iftrue {

class FolderLock {
 public:
  // `path` is the output, for messages; `waiting` is called once, before the first wait.
  FolderLock(const std::string& path, void (*waiting)(const std::string& path))
      : path_(path), waiting_(waiting) {}

  // Locks an open folder; waits for another run that holds it.
  [[nodiscard]] Result<void> take(int folder);

 private:
  const std::string& path_;
  void (*waiting_)(const std::string& path);
  bool told_ = false;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OUTPUT_FOLDER_LOCK_H_

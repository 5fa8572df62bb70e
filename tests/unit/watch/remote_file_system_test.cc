#include "command/watch/remote_file_system.h"

#include <linux/magic.h>

#include <catch2/catch.hpp>

namespace iftrue {
namespace {

TEST_CASE("file systems that others may change are known", "[remote_file_system]") {
  CHECK(is_remote(NFS_SUPER_MAGIC));
  CHECK(is_remote(SMB_SUPER_MAGIC));
  CHECK(is_remote(V9FS_MAGIC));
  CHECK(is_remote(AFS_SUPER_MAGIC));
  CHECK_FALSE(is_remote(EXT4_SUPER_MAGIC));
  CHECK_FALSE(is_remote(TMPFS_MAGIC));
  CHECK_FALSE(is_remote(OVERLAYFS_SUPER_MAGIC));
  CHECK_FALSE(is_remote(BTRFS_SUPER_MAGIC));
}

}  // namespace
}  // namespace iftrue

// File systems that tell the changes of this machine only: what another machine or the host of a
// container writes is not noticed.

#ifndef IFTRUE_COMMAND_WATCH_REMOTE_FILE_SYSTEM_H_
#define IFTRUE_COMMAND_WATCH_REMOTE_FILE_SYSTEM_H_

#include <cstdint>

namespace iftrue {

// `type` is the f_type of statfs(2).
[[nodiscard]] constexpr bool is_remote(std::uint64_t type) {
  switch (static_cast<std::uint32_t>(type)) {
    case 0x6969:      // NFS
    case 0x517B:      // SMB
    case 0xFE534D42:  // SMB 2
    case 0xFF534D42:  // CIFS
    case 0x01021997:  // 9P: the drives of Windows in WSL 2
    case 0x65735546:  // FUSE: sshfs; virtiofs, the folders of the host in Docker Desktop
    case 0x786F4256:  // VirtualBox's shared folders
    case 0x5346414F:  // AFS
    case 0x00C36400:  // Ceph
      return true;
    default:
      return false;
  }
}

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_WATCH_REMOTE_FILE_SYSTEM_H_

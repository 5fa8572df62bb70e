# What Debian's policy wants otherwise than `cmake --install` does it: documents compressed and under
# Debian's names (12.1, 12.5, 12.7), and completions where Debian's zsh looks for those of packages.
# CPack runs this before it packs, with the staged files below CPACK_TEMPORARY_INSTALL_DIRECTORY.

if(NOT CPACK_GENERATOR STREQUAL DEB)
  return()
endif()

set(share "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share")
file(RENAME "${share}/doc/iftrue/LICENSE" "${share}/doc/iftrue/copyright")
file(RENAME "${share}/doc/iftrue/CHANGELOG.md" "${share}/doc/iftrue/changelog")
file(RENAME "${share}/zsh/site-functions" "${share}/zsh/vendor-completions")
# Without the time, so that the same build gives the same bytes.
execute_process(
  COMMAND gzip -9 --no-name "${share}/doc/iftrue/changelog" "${share}/man/man1/iftrue.1"
  COMMAND_ERROR_IS_FATAL ANY)
# Whatever the umask is.
file(CHMOD_RECURSE "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr" DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

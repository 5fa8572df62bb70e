# What Debian's policy wants otherwise than `cmake --install` does it: documents compressed and under
# Debian's names (12.1, 12.5, 12.7), and completions where Debian's zsh looks for those of packages.
# CPack runs this before it packs, with the staged files below CPACK_TEMPORARY_INSTALL_DIRECTORY.

if(NOT CPACK_GENERATOR STREQUAL DEB)
  return()
endif()

# Where there are several packages each has a folder there; that of the tool is named so by CPack.
set(tree "${CPACK_TEMPORARY_INSTALL_DIRECTORY}")
file(GLOB license "${tree}/usr/share/doc/iftrue/LICENSE" "${tree}/*/usr/share/doc/iftrue/LICENSE")
if(license)
  cmake_path(GET license PARENT_PATH doc)
  cmake_path(SET share NORMALIZE "${doc}/../..")
  file(RENAME "${doc}/LICENSE" "${doc}/copyright")
  file(RENAME "${doc}/CHANGELOG.md" "${doc}/changelog")
  file(RENAME "${share}/zsh/site-functions" "${share}/zsh/vendor-completions")
  # Without the time, so that the same build gives the same bytes.
  execute_process(COMMAND gzip -9 --no-name "${doc}/changelog" "${share}/man/man1/iftrue.1"
    COMMAND_ERROR_IS_FATAL ANY)
endif()
# Whatever the umask is. Not by file(CHMOD_RECURSE), which fails at a link into another package.
execute_process(COMMAND find "${tree}" -type d -exec chmod 755 {} + COMMAND_ERROR_IS_FATAL ANY)

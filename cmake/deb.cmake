# Debian's package, by CPack: `cpack --preset tool` writes iftrue_VERSION_ARCH.deb into the build
# folder. It is one package: who uses the library or iftrue_strip() uses the tool too, and the
# library is small. What CPack takes is what `cmake --install` installs; deb_layout.cmake then puts
# it into Debian's form.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The iftrue authors") # no address: the project has none
set(CPACK_PACKAGE_DIRECTORY "${CMAKE_BINARY_DIR}")
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_CURRENT_LIST_DIR}/deb_layout.cmake")

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"iftrue strips or keeps the regions of source files that comments mark, for
each target that a project ships to. It reads any language with /* */ or
<!-- --> comments: TypeScript, JavaScript, CSS, Vue, WXML, HTML.
.
The package holds the command, the library iftrue::iftrue and what CMake and
pkg-config find them by.")

include(CPack)

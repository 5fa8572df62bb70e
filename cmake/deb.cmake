# Debian's packages, by CPack: `cpack --preset tool` writes iftrue_VERSION_ARCH.deb into the build
# folder. The tool is one package: who uses the library or iftrue_strip() uses the tool too, and the
# library is small. What CPack takes is what `cmake --install` installs; deb_layout.cmake then puts
# it into Debian's form.
# `cpack --preset release` writes libechatim's packages, too.

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

if(IFTRUE_BUILD_SDK)
  # CPack's name for what has no component is that of the tool's package here.
  set(CPACK_DEB_COMPONENT_INSTALL ON)
  set(CPACK_COMPONENTS_GROUPING IGNORE)
  set(CPACK_COMPONENTS_ALL Unspecified libechatim0 libechatim-dev echatim-chat python3-echatim)
  set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_NAME iftrue)
  # Each has its own first line; CPack knows one for all.
  set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
  set(CPACK_COMPONENT_UNSPECIFIED_DESCRIPTION
    "${PROJECT_DESCRIPTION}\n${CPACK_DEBIAN_PACKAGE_DESCRIPTION}")

  # deb_package(NAME SECTION DESCRIPTION)  Of the component NAME.
  function(deb_package name section description)
    string(TOUPPER ${name} component)
    set(CPACK_DEBIAN_${component}_PACKAGE_NAME ${name} PARENT_SCOPE)
    set(CPACK_DEBIAN_${component}_PACKAGE_SECTION ${section} PARENT_SCOPE)
    set(CPACK_COMPONENT_${component}_DESCRIPTION "${description}" PARENT_SCOPE)
  endfunction()
  deb_package(libechatim0 libs
"E chat instant messaging, the library
libechatim connects a program to E chat: messages between users and in rooms,
files, notifications, presence, and all the server's API.")
  deb_package(libechatim-dev libdevel
"E chat instant messaging, for programs in C and C++
The package holds the headers echatim.h and echatim.hpp, and what CMake and
pkg-config find libechatim by.")
  deb_package(echatim-chat net
"E chat instant messaging, a chat for the terminal
Each line of the input is a message. With --json the output is one JSON object
a line, for programs.")
  deb_package(python3-echatim python
"E chat instant messaging, for programs in Python
The package echatim has a client for threads and one for asyncio. It calls
libechatim by ctypes.")
  set(same "libechatim0 (= ${PROJECT_VERSION})")
  set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
  set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
  set(CPACK_DEBIAN_LIBECHATIM-DEV_PACKAGE_DEPENDS "${same}")
  set(CPACK_DEBIAN_ECHATIM-CHAT_PACKAGE_DEPENDS "${same}")
  set(CPACK_DEBIAN_PYTHON3-ECHATIM_PACKAGE_DEPENDS "${same}, python3 (>= 3.11)")
  set(CPACK_DEBIAN_PYTHON3-ECHATIM_PACKAGE_ARCHITECTURE all)
  set(CPACK_DEBIAN_PYTHON3-ECHATIM_PACKAGE_SHLIBDEPS OFF)
  # The chat's library is none of the machine's.
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${CMAKE_BINARY_DIR}/targets/native")
endif()

include(CPack)

# Debian's package: what it holds, what it says of itself, and that the real dpkg installs it, that
# what it installed runs, and that it goes without a trace. That happens in an overlay of this
# machine's file system, of which nothing is left: see deb_install.sh.
include("${CMAKE_CURRENT_LIST_DIR}/common.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/installed.cmake")

# The tool's alone: tests/native/users/deb tries libechatim's.
run("${CMAKE_CPACK_COMMAND}" -G DEB --config "${BUILD}/CPackConfig.cmake" -B "${SCRATCH}"
    -D CPACK_COMPONENTS_ALL=Unspecified)
file(GLOB package "${SCRATCH}/*.deb")
cmake_path(GET package FILENAME name)
run(dpkg --print-architecture)
string(STRIP "${output}" architecture)
run("${BUILD}/iftrue" --version)
string(REGEX REPLACE "^iftrue (.*)\n$" "\\1" version "${output}")
expect("name of the package" "${name}" "iftrue_${version}_${architecture}.deb")

# What cmake --install installs, in Debian's places.
list(TRANSFORM installed REPLACE "^share/doc/iftrue/LICENSE$" "share/doc/iftrue/copyright")
list(TRANSFORM installed REPLACE "^share/doc/iftrue/CHANGELOG.md$" "share/doc/iftrue/changelog.gz")
list(TRANSFORM installed REPLACE "^share/man/man1/iftrue.1$" "share/man/man1/iftrue.1.gz")
list(TRANSFORM installed REPLACE "/site-functions/" "/vendor-completions/")
list(SORT installed)
list(JOIN installed "\n" expected)
run(dpkg-deb --extract "${package}" "${SCRATCH}/files")
files_below("${SCRATCH}/files/usr" files)
expect("files of the package" "${files}" "${expected}")

run(dpkg-deb --contents "${package}")
string(REGEX MATCHALL "[^\n]*\n" lines "${output}")
foreach(line IN LISTS lines)
  if(NOT line MATCHES "^(drwxr-xr-x|-rw-r--r--) root/root " AND
     NOT line MATCHES "^-rwxr-xr-x root/root .* \\./usr/bin/iftrue\n$")
    message(FATAL_ERROR "mode or owner in the package:\n${line}")
  endif()
endforeach()

foreach(field_value "Package=iftrue" "Version=${version}" "Architecture=${architecture}" "Section=devel")
  string(REPLACE = ";" field_value "${field_value}")
  list(GET field_value 0 field)
  list(GET field_value 1 value)
  run(dpkg-deb --field "${package}" ${field})
  expect("${field}" "${output}" "${value}\n")
endforeach()
run(dpkg-deb --field "${package}" Depends)
if(output MATCHES "-dev" OR NOT output MATCHES "libc6 \\(>= ")
  message(FATAL_ERROR "the package must depend on the command's libraries, and on no -dev package:\n${output}")
endif()

execute_process(COMMAND unshare -m mount -t tmpfs none /mnt ERROR_VARIABLE why RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message("not installed: nothing can be mounted here: ${why}")
else()
  file(MAKE_DIRECTORY "${SCRATCH}/overlay")
  run(unshare -m "${CMAKE_CURRENT_LIST_DIR}/deb_install.sh" "${package}" "${SCRATCH}/overlay")
  expect("installed, run, removed" "${output}" "iftrue ${version}\n on \nmanual page, compressed\nremoved\n")
endif()

file(REMOVE_RECURSE "${SCRATCH}")

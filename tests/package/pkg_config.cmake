# One call of the compiler with what pkg-config says: where the package was installed, where it
# was moved to, and in a folder with a blank in its name. There pkg-config puts a backslash before
# the blank, which a shell reads only by `eval` (the shell of Make does so by itself).
include("${CMAKE_CURRENT_LIST_DIR}/common.cmake")

function(build_with prefix)
  set(ENV{PKG_CONFIG_PATH} "${prefix}/lib/pkgconfig")
  file(REMOVE "${SCRATCH}/consumer")
  run(sh -c [[eval "c++ -std=c++20 -o '$1' '$2' $(pkg-config --cflags --libs --static iftrue)"]]
      sh "${SCRATCH}/consumer" "${SOURCE}/consumer.cc")
  run("${SCRATCH}/consumer")
  expect("what the library says, of ${prefix}" "${output}" "${consumer_says}")
endfunction()

run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${SCRATCH}/built")
build_with("${SCRATCH}/built")
file(RENAME "${SCRATCH}/built" "${SCRATCH}/moved to")
build_with("${SCRATCH}/moved to")

run(pkg-config --libs --static iftrue)
if(NOT output MATCHES "^-L[^\n]*/lib -liftrue *\n$")
  message(FATAL_ERROR "the library needs no other:\n${output}")
endif()

run("${BUILD}/iftrue" --version)
string(REGEX REPLACE "^iftrue (.*)\n$" "\\1" version "${output}")
run(pkg-config --modversion iftrue)
expect("version" "${output}" "${version}\n")

file(REMOVE_RECURSE "${SCRATCH}")

# dist/native, copied elsewhere and to a folder with a blank in its name: programs in C and C++ are
# built with it, by pkg-config and by CMake's find_package, and its own programs find its library.
include("${CMAKE_CURRENT_LIST_DIR}/../../../package/common.cmake")
set(moved "${SCRATCH}/moved to")
file(COPY "${DIST}/" DESTINATION "${moved}")
set(refused "ConfigError: loginToken: must not be empty\n")

# What the library's own run path must not be needed for: the place that it was built in.
run(${CMAKE_COMMAND} -G Ninja -S "${SOURCE}" -B "${SCRATCH}/cmake" "-DCMAKE_PREFIX_PATH=${moved}"
    "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"
    "-DCMAKE_C_FLAGS=-std=c99 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror")
run(${CMAKE_COMMAND} --build "${SCRATCH}/cmake")
run("${SCRATCH}/cmake/consumer_c")
expect("C, by CMake" "${output}" "${refused}")
run("${SCRATCH}/cmake/consumer_cpp")
expect("C++, by CMake" "${output}" "${refused}idle\n")

set(ENV{PKG_CONFIG_PATH} "${moved}/lib/pkgconfig")
foreach(compile "cc -std=c99;consumer.c;${refused}" "c++ -std=c++20;consumer.cc;${refused}idle\n")
  list(GET compile 0 compiler)
  list(GET compile 1 source)
  list(GET compile 2 expected)
  # pkg-config puts a backslash before the blank, which a shell reads only by `eval`.
  run(sh -c "eval \"${compiler} -o '$1' '$2' $(pkg-config --cflags --libs echatim)\""
      sh "${SCRATCH}/consumer" "${SOURCE}/${source}")
  run(${CMAKE_COMMAND} -E env "LD_LIBRARY_PATH=${moved}/lib" "${SCRATCH}/consumer")
  expect("${source}, by pkg-config" "${output}" "${expected}")
endforeach()

run("${moved}/bin/echatim-chat" --version)
expect("the chat" "${output}" "echatim-chat 0.1.0\n")
run(ldd "${moved}/bin/echatim-chat")
string(FIND "${output}" "${moved}/bin/../lib/libechatim.so.0" place)
if(place EQUAL -1)
  message(FATAL_ERROR "the chat takes another library than the one beside it:\n${output}")
endif()
run(${CMAKE_COMMAND} -E env "PYTHONPATH=${moved}/python" PYTHONDONTWRITEBYTECODE=1 python3 -c
    "import echatim\nfrom echatim._library import library\nprint(echatim.__version__, library._name)")
expect("Python" "${output}" "0.1.0 ${moved}/lib/libechatim.so\n")

file(REMOVE_RECURSE "${SCRATCH}")

# libechatim's Debian packages: what they hold and say of themselves, and that programs in C, C++ and
# Python use them. They are unpacked into one folder, which stands for the machine's root.
#   cmake -DBUILD=… -DSOURCE=… -DSCRATCH=… -P deb.cmake
include("${CMAKE_CURRENT_LIST_DIR}/../../../package/common.cmake")

execute_process(
  COMMAND "${CMAKE_CPACK_COMMAND}" -G DEB --config "${BUILD}/CPackConfig.cmake" -B "${SCRATCH}"
          -D "CPACK_COMPONENTS_ALL=libechatim0;libechatim-dev;echatim-chat;python3-echatim"
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
run(dpkg --print-architecture)
string(STRIP "${output}" architecture)
file(GLOB packages RELATIVE "${SCRATCH}" "${SCRATCH}/*.deb")
expect("the packages" "${packages}" "echatim-chat_0.1.0_${architecture}.deb;\
libechatim-dev_0.1.0_${architecture}.deb;libechatim0_0.1.0_${architecture}.deb;python3-echatim_0.1.0_all.deb")

set(root "${SCRATCH}/root to")
# holds(PACKAGE FILES DEPENDS)  What it holds below usr/, beside its copyright, and a pattern of what
# it depends on.
function(holds package files depends)
  file(GLOB file "${SCRATCH}/${package}_*.deb")
  run(dpkg-deb --contents "${file}")
  if(output MATCHES "\n[^d][^\n]* \\./(etc|var|bin|lib)/" OR NOT output MATCHES "root/root")
    message(FATAL_ERROR "${package} holds more than usr/, or of another owner:\n${output}")
  endif()
  run(dpkg-deb --extract "${file}" "${SCRATCH}/${package}")
  run(dpkg-deb --extract "${file}" "${root}")
  files_below("${SCRATCH}/${package}/usr" found)
  list(APPEND files "share/doc/${package}/copyright")
  list(SORT files)
  list(JOIN files "\n" files)
  expect("files of ${package}" "${found}" "${files}")
  run(dpkg-deb --field "${file}" Depends)
  if(NOT output MATCHES "${depends}" OR output MATCHES "-dev")
    message(FATAL_ERROR "${package} depends on\n${output}\nand not on ${depends}")
  endif()
  run(dpkg-deb --field "${file}" Description)
  if(NOT output MATCHES "^E chat instant messaging[^\n]*\n ")
    message(FATAL_ERROR "the description of ${package}:\n${output}")
  endif()
endfunction()

file(GLOB headers RELATIVE "${SOURCE}/include" "${SOURCE}/include/*.h*" "${SOURCE}/include/echatim/*.hpp")
list(TRANSFORM headers PREPEND "include/")
file(GLOB modules RELATIVE "${SOURCE}/python" "${SOURCE}/python/echatim/*.py" "${SOURCE}/python/echatim/py.typed")
list(TRANSFORM modules PREPEND "lib/python3/dist-packages/")
holds(libechatim0 "lib/libechatim.so.0;lib/libechatim.so.0.1.0"
  "libjavascriptcoregtk-4.1-0.*libssl3")
holds(libechatim-dev "${headers};lib/libechatim.so;lib/pkgconfig/echatim.pc;\
lib/cmake/echatim/echatim-config.cmake;lib/cmake/echatim/echatim-config-version.cmake;\
lib/cmake/echatim/echatim-targets.cmake;lib/cmake/echatim/echatim-targets-release.cmake;\
share/doc/libechatim-dev/README.md" "^libechatim0 \\(= 0.1.0\\)\n$")
holds(echatim-chat "bin/echatim-chat" "^libechatim0 \\(= 0.1.0\\), .*libc6")
holds(python3-echatim "${modules}" "^libechatim0 \\(= 0.1.0\\), python3 \\(>= 3.11\\)\n$")
file(GLOB library "${SCRATCH}/libechatim0_*.deb")
run(dpkg-deb --info "${library}" shlibs)
string(STRIP "${output}" output)
expect("what dpkg-shlibdeps learns" "${output}" "libechatim 0 libechatim0 (>= 0.1.0)")

# echatim.pc says its folders from its own place, so that pkg-config needs no sysroot.
set(ENV{PKG_CONFIG_PATH} "${root}/usr/lib/pkgconfig")
set(ENV{LD_LIBRARY_PATH} "${root}/usr/lib")
set(refused "ConfigError: loginToken: must not be empty\n")
foreach(compile "cc -std=c99;consumer.c;${refused}" "c++ -std=c++20;consumer.cc;${refused}idle\n")
  list(GET compile 0 compiler)
  list(GET compile 1 source)
  list(GET compile 2 expected)
  # pkg-config puts a backslash before the blank, which a shell reads only by `eval`.
  run(sh -c "eval \"${compiler} -o '$1' '$2' $(pkg-config --cflags --libs echatim)\""
      sh "${SCRATCH}/consumer" "${CMAKE_CURRENT_LIST_DIR}/../moved/${source}")
  run("${SCRATCH}/consumer")
  expect("${source}, with the packages" "${output}" "${expected}")
endforeach()
run("${root}/usr/bin/echatim-chat" --version)
expect("the chat" "${output}" "echatim-chat 0.1.0\n")
run(${CMAKE_COMMAND} -E env "PYTHONPATH=${root}/usr/lib/python3/dist-packages" PYTHONDONTWRITEBYTECODE=1
    python3 -c "print(__import__('echatim').__version__)")
expect("Python" "${output}" "0.1.0\n")

# The same under a prefix, by `cmake --install`, which is what dist/native holds beside the bundle.
run(${CMAKE_COMMAND} --install "${BUILD}" --component echatim --prefix "${SCRATCH}/prefix")
file(GLOB modules RELATIVE "${SOURCE}" "${SOURCE}/python/echatim/*.py" "${SOURCE}/python/echatim/py.typed")
file(GLOB_RECURSE development RELATIVE "${SCRATCH}/libechatim-dev/usr"
  "${SCRATCH}/libechatim-dev/usr/include/*" "${SCRATCH}/libechatim-dev/usr/lib/*")
set(files ${modules} ${development} bin/echatim-chat lib/libechatim.so.0 lib/libechatim.so.0.1.0)
list(SORT files)
list(JOIN files "\n" files)
files_below("${SCRATCH}/prefix" found)
expect("files under a prefix" "${found}" "${files}")
run("${SCRATCH}/prefix/bin/echatim-chat" --version)
expect("the chat under a prefix" "${output}" "echatim-chat 0.1.0\n")

file(REMOVE_RECURSE "${SCRATCH}")

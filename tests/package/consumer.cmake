# Installs the package, builds a project against it, and holds iftrue_strip() to its word: each
# build does just the work that a change asks for.
include("${CMAKE_CURRENT_LIST_DIR}/common.cmake")
file(COPY "${SOURCE}/" DESTINATION "${SCRATCH}/project")
set(binary "${SCRATCH}/binary")

# Builds and compares how often each bundle was made since the first build.
function(expect_runs what web wx)
  run("${CMAKE_COMMAND}" --build "${binary}")
  foreach(target web wx)
    file(STRINGS "${binary}/${target}.runs" runs)
    list(LENGTH runs count)
    expect("${what}: times that ${target} was bundled" "${count}" "${${target}}")
  endforeach()
endfunction()

run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${SCRATCH}/built")
# The package must work from wherever it is moved to, and that may have a blank in its name.
file(RENAME "${SCRATCH}/built" "${SCRATCH}/moved to")
run("${CMAKE_COMMAND}" -G Ninja -S "${SCRATCH}/project" -B "${binary}"
    "-DCMAKE_PREFIX_PATH=${SCRATCH}/moved to"
    # The library needs no other: looking for this one would fail.
    -DCMAKE_DISABLE_FIND_PACKAGE_fmt=ON)
expect_runs("first build" 1 1)

run(readelf --dynamic --wide "${binary}/consumer")
if(NOT output MATCHES "\\(NEEDED\\)" OR output MATCHES "fmt")
  message(FATAL_ERROR "a program with the library must not need fmt:\n${output}")
endif()
run("${binary}/consumer")
expect("what the library says" "${output}" "${consumer_says}")
file(READ "${binary}/wx.js" wx)
expect("the stripped text for wx" "${wx}" "\n\n\n\nstart(wx);\n\n")

run("${CMAKE_COMMAND}" --build "${binary}")
if(NOT output MATCHES "no work to do")
  message(FATAL_ERROR "nothing changed, and yet:\n${output}")
endif()

set(main "${SCRATCH}/project/src/main.js")
file(READ "${main}" text)

string(REPLACE "start(wx);" "start(wx, 1);" changed "${text}")
file(WRITE "${main}" "${changed}")
expect_runs("a group of wx changed" 1 2)

file(WRITE "${SCRATCH}/project/src/added.js" "added();\n")
expect_runs("a file was added" 2 3)
if(NOT EXISTS "${binary}/stripped/web/added.js")
  message(FATAL_ERROR "the added file is missing")
endif()

file(REMOVE "${SCRATCH}/project/src/added.js")
expect_runs("a file was removed" 3 4)
if(EXISTS "${binary}/stripped/web/added.js")
  message(FATAL_ERROR "the removed file is still in the output")
endif()

file(WRITE "${main}" "${text}/*FITRUE_WXAPP*/\n")
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${binary}"
                OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE status)
if(status EQUAL 0 OR NOT output MATCHES "FITRUE_WXAPP without its IFTRUE_WXAPP \\[E002\\]")
  message(FATAL_ERROR "an error in the source must fail the build and be shown:\n${output}")
endif()
file(WRITE "${main}" "${text}")
expect_runs("the error was mended" 3 5)

file(REMOVE_RECURSE "${SCRATCH}")

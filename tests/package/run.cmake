# Installs the package, builds a project against it, and holds iftrue_strip() to its word: each
# build does just the work that a change asks for.
#   cmake -DBUILD=… -DSOURCE=… -DSCRATCH=… -P run.cmake

file(REMOVE_RECURSE "${SCRATCH}")
file(COPY "${SOURCE}/" DESTINATION "${SCRATCH}/project")
set(binary "${SCRATCH}/binary")

function(run)
  execute_process(COMMAND ${ARGV} OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGV}\nfailed with ${status}:\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

function(expect what actual expected)
  if(NOT actual STREQUAL expected)
    message(FATAL_ERROR "${what}:\n--- expected\n${expected}\n--- actual\n${actual}")
  endif()
endfunction()

# Builds and compares how often each bundle was made since the first build.
function(expect_runs what web wx)
  run("${CMAKE_COMMAND}" --build "${binary}")
  foreach(target web wx)
    file(STRINGS "${binary}/${target}.runs" runs)
    list(LENGTH runs count)
    expect("${what}: times that ${target} was bundled" "${count}" "${${target}}")
  endforeach()
endfunction()

run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${SCRATCH}/prefix")
run("${CMAKE_COMMAND}" -G Ninja -S "${SCRATCH}/project" -B "${binary}"
    "-DCMAKE_PREFIX_PATH=${SCRATCH}/prefix")
expect_runs("first build" 1 1)

run("${binary}/consumer")
expect("what the library says" "${output}"
       "1:30: FITRUE_Y without its IFTRUE_Y [E002]\nabc\n")
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

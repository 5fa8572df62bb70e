# What the topics of tests/package/ share. Each is run as
#   cmake -DBUILD=… -DSOURCE=… -DSCRATCH=… -P TOPIC.cmake
# BUILD: the project's build folder, with everything built; SOURCE: this folder; SCRATCH: the topic's
# own, which it finds empty and removes when it has passed.

cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${SCRATCH}")
file(MAKE_DIRECTORY "${SCRATCH}")

# run(COMMAND...)  Sets `output`, of both streams; the command must succeed.
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

# The files below a folder, one a line, sorted.
function(files_below folder result)
  file(GLOB_RECURSE files LIST_DIRECTORIES false RELATIVE "${folder}" "${folder}/*")
  list(SORT files)
  list(JOIN files "\n" files)
  set(${result} "${files}" PARENT_SCOPE)
endfunction()

# What consumer.cc prints.
set(consumer_says "1:30: FITRUE_Y without its IFTRUE_Y [E002]\nabc\n")

# Holds golden/sdk against what the tool makes of the SDK's platform folder, for every target. Only
# there do targets differ, so a review of these files is a review of what each platform ships.
#   cmake -DTOOL=… -DSOURCE=… -DSCRATCH=… [-DUPDATE=ON] -P sdk.cmake

set(golden "${SOURCE}/golden/sdk")
set(fresh "${SCRATCH}/sdk")
file(REMOVE_RECURSE "${fresh}")

execute_process(COMMAND "${TOOL}" targets OUTPUT_VARIABLE listed WORKING_DIRECTORY "${SOURCE}"
                COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "(^|\n)[^ \n]+" names "${listed}")
set(options)
foreach(name IN LISTS names)
  string(STRIP "${name}" name)
  list(APPEND options "--target=${name}")
endforeach()
execute_process(COMMAND "${TOOL}" strip ${options} --layout=compact sdk-src/platform
                        "--output=${fresh}/{target}"
                WORKING_DIRECTORY "${SOURCE}" COMMAND_ERROR_IS_FATAL ANY)
file(GLOB own "${fresh}/*/.iftrue-manifest" "${fresh}/*/.iftrue-state")
file(REMOVE ${own})

if(UPDATE)
  file(REMOVE_RECURSE "${golden}")
  file(RENAME "${fresh}" "${golden}")
  return()
endif()

execute_process(COMMAND diff -ruN "${golden}" "${fresh}" OUTPUT_VARIABLE differences
                ERROR_VARIABLE differences RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "golden/sdk differs from what the tool gives:\n${differences}\n"
                      "If this is what shall ship: ./test.sh --update-golden, and read git diff golden/")
endif()

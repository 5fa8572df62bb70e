# Holds golden/sdk against what the tool makes of the SDK's platform folder, for every target. Only
# there do targets differ, so a review of these files is a review of what each platform ships.
#   cmake -DTOOL=… -DSOURCE=… [-DUPDATE=ON] -P sdk.cmake

set(golden "${SOURCE}/golden/sdk")

execute_process(COMMAND "${TOOL}" targets OUTPUT_VARIABLE listed WORKING_DIRECTORY "${SOURCE}"
                COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "(^|\n)[^ \n]+" names "${listed}")
list(TRANSFORM names STRIP)
list(TRANSFORM names PREPEND "--target=" OUTPUT_VARIABLE options)
set(strip "${TOOL}" strip ${options} --layout=compact sdk-src/platform "--output=golden/sdk/{target}")

if(UPDATE)
  file(REMOVE_RECURSE "${golden}")
  execute_process(COMMAND ${strip} WORKING_DIRECTORY "${SOURCE}" COMMAND_ERROR_IS_FATAL ANY)
  file(GLOB own "${golden}/*/.iftrue-manifest" "${golden}/*/.iftrue-state")
  file(REMOVE ${own})
  return()
endif()

execute_process(COMMAND ${strip} --check RESULT_VARIABLE status WORKING_DIRECTORY "${SOURCE}")
file(GLOB folders RELATIVE "${golden}" "${golden}/*")
list(REMOVE_ITEM folders ${names})
foreach(folder IN LISTS folders)
  message("golden/sdk/${folder} is of no target")
  set(status 1)
endforeach()
if(NOT status EQUAL 0)
  message(FATAL_ERROR "golden/sdk differs from what the tool gives. "
                      "If this is what shall ship: ./test.sh --update-golden, and read git diff golden/")
endif()

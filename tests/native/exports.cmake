# The library exports what its record (exports.map) holds and the header declares: all of it, and nothing else.
execute_process(COMMAND nm -D --defined-only ${LIBRARY} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^ \n]+\n" exported "${symbols}")
list(TRANSFORM exported STRIP)
list(TRANSFORM exported REPLACE "@.*" "")
list(REMOVE_ITEM exported ECHATIM_0) # the version's own
list(SORT exported)

file(READ ${HEADER} text)
string(REGEX REPLACE "/\\*([^*]|\\*+[^*/])*\\*+/" "" text "${text}")
string(REGEX MATCHALL "echatim_[a-z_]+\\(" declared "${text}")
list(TRANSFORM declared REPLACE "\\($" "")
list(REMOVE_DUPLICATES declared)
list(SORT declared)

file(READ ${RECORD} text)
string(REGEX MATCHALL "echatim_[a-z_]+" recorded "${text}")
list(SORT recorded)
foreach(other declared recorded)
  if(NOT exported STREQUAL ${other})
    message(FATAL_ERROR "${other}: ${${other}}\nexported: ${exported}")
  endif()
endforeach()

# What is installed, and where: every file and no other, staged or not, and nothing in them that
# names a folder of the machine that built them.
include("${CMAKE_CURRENT_LIST_DIR}/common.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/installed.cmake")
list(SORT installed)
list(JOIN installed "\n" expected)

set(prefix "${SCRATCH}/pre fix")
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${prefix}")
files_below("${prefix}" files)
expect("files installed" "${files}" "${expected}")

run("${CMAKE_COMMAND}" -E env "DESTDIR=${SCRATCH}/stage"
    "${CMAKE_COMMAND}" --install "${BUILD}" --prefix /opt/iftrue)
files_below("${SCRATCH}/stage/opt/iftrue" files)
expect("files staged for /opt/iftrue" "${files}" "${expected}")
file(GLOB top RELATIVE "${SCRATCH}/stage" "${SCRATCH}/stage/*")
expect("folders staged" "${top}" "opt")

cmake_path(GET SOURCE PARENT_PATH project)
cmake_path(GET project PARENT_PATH project)
foreach(folder "${BUILD}" "${project}" "${prefix}")
  execute_process(COMMAND grep --recursive --files-with-matches --fixed-strings -e "${folder}" "${prefix}"
                  OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE status)
  if(NOT status EQUAL 1)
    message(FATAL_ERROR "grep, exit status ${status}; installed files that name ${folder}:\n${output}")
  endif()
endforeach()

run(readelf --dynamic --wide "${prefix}/bin/iftrue")
if(NOT output MATCHES "\\(NEEDED\\)" OR output MATCHES "\\((RPATH|RUNPATH)\\)")
  message(FATAL_ERROR "the command must be linked dynamically, and have no RPATH:\n${output}")
endif()

file(REMOVE_RECURSE "${SCRATCH}")

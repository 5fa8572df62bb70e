#[=[
iftrue_strip(NAME
             TARGETS target...
             OUTPUT path
             [PROJECT file]
             [OPTIONS option...])

Declares the stripped trees of a project: target NAME writes, in one pass, the tree of each of
TARGETS. It runs again when a source file, a source folder, the project file or the tool has changed,
and what depends on a tree only when a file in that tree has. (Make, which compares times only, looks
at an unchanged tree again after a change that changed no output; Ninja does not.)

  TARGETS  targets of the project file
  OUTPUT   where the trees go; {target} in it stands for the target's name. A relative path starts
           in the current binary folder.
  PROJECT  the project file (default: iftrue.toml in the current source folder)
  OPTIONS  further options of `iftrue strip`, such as --layout=compact or -DDEBUG

Sets in the caller's scope, for each target, NAME_target_DIR to the tree's folder and
NAME_target_STAMP to a file in it whose time changes when the tree does: the thing to put into
DEPENDS.

  iftrue_strip(stripped TARGETS web wx OUTPUT "${CMAKE_BINARY_DIR}/stripped/{target}")
  add_custom_command(OUTPUT web.js
    COMMAND esbuild "${stripped_web_DIR}/index.ts" --bundle --outfile=web.js
    DEPENDS "${stripped_web_STAMP}")
#]=]
function(iftrue_strip NAME)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "OUTPUT;PROJECT" "TARGETS;OPTIONS")
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "iftrue_strip: unknown arguments: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT ARG_TARGETS OR NOT ARG_OUTPUT)
    message(FATAL_ERROR "iftrue_strip: TARGETS and OUTPUT are required")
  endif()
  if(NOT ARG_PROJECT)
    set(ARG_PROJECT iftrue.toml)
  endif()
  get_filename_component(project "${ARG_PROJECT}" ABSOLUTE)
  get_filename_component(output "${ARG_OUTPUT}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}")

  set(stamps)
  set(target_options)
  foreach(target IN LISTS ARG_TARGETS)
    string(REPLACE "{target}" "${target}" directory "${output}")
    list(APPEND stamps "${directory}/.iftrue-manifest")
    list(APPEND target_options "--target=${target}")
    set(${NAME}_${target}_DIR "${directory}" PARENT_SCOPE)
    set(${NAME}_${target}_STAMP "${directory}/.iftrue-manifest" PARENT_SCOPE)
  endforeach()

  set(depfile "${CMAKE_CURRENT_BINARY_DIR}/${NAME}.d")
  list(JOIN ARG_TARGETS " " shown)
  add_custom_command(
    OUTPUT ${stamps}
    COMMAND iftrue::command strip --project=${project} ${target_options} --output=${output}
            --depfile=${depfile} ${ARG_OPTIONS}
    DEPENDS iftrue::command "${project}"
    DEPFILE "${depfile}"
    COMMENT "Stripping ${shown}"
    VERBATIM)
  add_custom_target(${NAME} ALL DEPENDS ${stamps})
endfunction()

# Sources that are compiled as one. Most of the time of a compiler, and of clang-tidy, goes into
# headers that nearly every source includes: the sources of a room, read as one, pay for them once.
#
# The release build, which ships, compiles each source alone, and so finds an include that lacks.
# Joined sources share an unnamed namespace: where two of them name a thing alike, rename one, or add
# it to those that are alone.

# Sources, by their place in preprocessor/, that are never joined with others.
set(iftrue_alone
  command/files/output_file.cc
  command/output/new_folder.cc
  command/views/unified_diff.cc
  engine/json_syntax.cc
  engine/lexer.cc
  engine/meaning_markup.cc
  engine/meaning_style.cc
  engine/near_search.cc
  engine/stream_output.cc
  engine/warnings_meaning.cc)

# iftrue_room(SOURCE PLACE ROOM)  Sets ROOM to the room of a source, by its place in preprocessor/. The engine has several;
# PLACE, which begins at 0, counts its sources.
macro(iftrue_room source place result)
  get_filename_component(${result} ${source} DIRECTORY)
  string(REPLACE / - ${result} ${${result}})
  if("${${result}}" STREQUAL "engine") # in quotes: a caller may have a variable of this name
    math(EXPR part "${${place}} / 10")
    math(EXPR ${place} "${${place}} + 1")
    string(APPEND ${result} -${part})
  endif()
endmacro()

# iftrue_join_sources(TARGET)  Compiles a target of the caller's folder by rooms; the engine has four.
function(iftrue_join_sources target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  target_compile_options(${target} PRIVATE -Wno-shadow) # of what another source has
  get_target_property(sources ${target} SOURCES)
  set(place 0)
  foreach(source IN LISTS sources)
    string(REPLACE ${PROJECT_SOURCE_DIR}/preprocessor/ "" name ${source})
    if(name IN_LIST iftrue_alone)
      continue()
    endif()
    iftrue_room(${name} place room)
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${room})
  endforeach()
endfunction()

# A room is a folder under src/. Each becomes an object library sts_<room> and
# an archive of the same objects, so that a test can be linked with the rooms
# it needs and no more.

set(STS_ROOMS "" CACHE INTERNAL "rooms that hold sources")
set(STS_LIBRARY_ROOMS "" CACHE INTERNAL "rooms that make up libsts")

function(sts_add_rooms)
  set(rooms "")
  foreach(room IN LISTS ARGN)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${room}/*.c)
    if(sources)
      add_library(sts_${room} OBJECT ${sources})
      target_link_libraries(sts_${room} PRIVATE sts_flags sts_dependencies)
      add_library(sts_${room}_archive STATIC $<TARGET_OBJECTS:sts_${room}>)
      list(APPEND rooms ${room})
    endif()
  endforeach()
  # Where the data lie, seen from the library, from the program, and when nothing was installed; see src/api/data.c.
  if(TARGET sts_api)
    file(RELATIVE_PATH from_library ${CMAKE_INSTALL_FULL_LIBDIR} ${CMAKE_INSTALL_FULL_DATADIR}/sts-export)
    file(RELATIVE_PATH from_program ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_DATADIR}/sts-export)
    target_compile_definitions(sts_api PRIVATE
      STS_DATA_FROM_LIBRARY="${from_library}"
      STS_DATA_FROM_PROGRAM="${from_program}"
      STS_SOURCE_DATADIR="${PROJECT_SOURCE_DIR}")
  endif()
  set(library_rooms ${rooms})
  list(REMOVE_ITEM library_rooms cli)
  set(STS_ROOMS "${rooms}" CACHE INTERNAL "rooms that hold sources")
  set(STS_LIBRARY_ROOMS "${library_rooms}" CACHE INTERNAL "rooms that make up libsts")
endfunction()

# Writes a linker map that exports exactly the functions declared in the
# public headers. All rooms name their functions sts_..., so names alone could
# not tell public from private.
function(sts_write_export_map output)
  file(GLOB headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/sts/*.h)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${headers})
  set(names "")
  foreach(header IN LISTS headers)
    file(READ ${header} text)
    string(REGEX REPLACE "/\\*([^*]|\\*+[^*/])*\\*+/" " " text "${text}")
    string(REGEX MATCHALL "sts_[a-z0-9_]+[ \t\n]*\\(" calls "${text}")
    foreach(call IN LISTS calls)
      string(REGEX MATCH "sts_[a-z0-9_]+" name "${call}")
      list(APPEND names ${name})
    endforeach()
  endforeach()
  list(REMOVE_DUPLICATES names)
  list(SORT names)
  set(map "STS_${STS_SOVERSION} {\n")
  if(names)
    list(JOIN names ";\n    " joined)
    string(APPEND map "  global:\n    ${joined};\n")
  endif()
  string(APPEND map "  local:\n    *;\n};\n")
  file(CONFIGURE OUTPUT ${output} CONTENT "${map}" @ONLY)
endfunction()

function(sts_add_library)
  set(objects "")
  foreach(room IN LISTS STS_LIBRARY_ROOMS)
    list(APPEND objects $<TARGET_OBJECTS:sts_${room}>)
  endforeach()

  add_library(sts_static STATIC ${objects})
  set_target_properties(sts_static PROPERTIES LINKER_LANGUAGE C)
  target_link_libraries(sts_static INTERFACE sts_dependencies)

  # Without a public header there is nothing that a shared library could offer.
  file(GLOB headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/sts/*.h)
  if(NOT headers)
    return()
  endif()
  sts_write_export_map(${CMAKE_BINARY_DIR}/libsts.map)
  add_library(sts SHARED ${objects})
  set_target_properties(sts PROPERTIES
    LINKER_LANGUAGE C
    VERSION ${PROJECT_VERSION}
    SOVERSION ${STS_SOVERSION}
    LINK_DEPENDS ${CMAKE_BINARY_DIR}/libsts.map)
  target_link_libraries(sts PRIVATE sts_dependencies)
  target_link_options(sts PRIVATE
    -Wl,--version-script=${CMAKE_BINARY_DIR}/libsts.map -Wl,--as-needed)
  if(NOT STS_SANITIZE AND NOT STS_TSAN AND NOT STS_FUZZ)
    target_link_options(sts PRIVATE -Wl,--no-undefined)
  endif()
  target_include_directories(sts INTERFACE ${PROJECT_SOURCE_DIR}/include)
endfunction()

# sts_link_rooms(<target> <room>...): links archives of rooms that exist.
function(sts_link_rooms target)
  set(archives "")
  foreach(room IN LISTS ARGN)
    if(TARGET sts_${room}_archive)
      list(APPEND archives sts_${room}_archive)
    endif()
  endforeach()
  list(LENGTH archives count)
  if(count GREATER 1)
    list(JOIN archives "," joined)
    target_link_libraries(${target} PRIVATE "$<LINK_GROUP:RESCAN,${joined}>")
  elseif(count EQUAL 1)
    target_link_libraries(${target} PRIVATE ${archives})
  endif()
  target_link_libraries(${target} PRIVATE sts_flags sts_dependencies)
  sts_tell_tsan(${target})
endfunction()

# Each bench/bench-*.c is a program of its own; none is built by default.
# "ninja bench" builds them all.

file(GLOB STS_BENCH_SOURCES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/bench/*.c)
add_custom_target(bench)
foreach(source IN LISTS STS_BENCH_SOURCES)
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} EXCLUDE_FROM_ALL ${source})
  sts_link_rooms(${name} ${STS_LIBRARY_ROOMS})
  add_dependencies(bench ${name})
endforeach()
if(TARGET sts-export)
  add_dependencies(bench sts-export)
endif()

# The compiler flags of every target, as one interface target.

add_library(sts_flags INTERFACE)

target_compile_definitions(sts_flags INTERFACE
  _GNU_SOURCE
  G_LOG_DOMAIN="sts"
  STS_VERSION="${PROJECT_VERSION}")

target_include_directories(sts_flags INTERFACE
  ${PROJECT_SOURCE_DIR}/src
  ${PROJECT_SOURCE_DIR}/include)

target_compile_options(sts_flags INTERFACE
  -Wall -Wextra -Wshadow
  -fno-semantic-interposition
  # Floating-point results must not depend on what the compiler contracts.
  -ffp-contract=off
  # No path of the building machine in assertions or debug information.
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=
  $<$<BOOL:${STS_WERROR}>:-Werror>)

# Checked calls of the C library: they need an optimiser, which finds out how large a buffer is, and would hide from the
# sanitizers what these look for. Some compilers set another level by themselves.
if(NOT STS_SANITIZE AND NOT STS_TSAN AND NOT STS_FUZZ)
  target_compile_options(sts_flags INTERFACE
    "$<$<CONFIG:RelWithDebInfo,Release>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>")
endif()

# Sanitizers and counters are set for the whole directory, since the object
# libraries, the shared library and the test programs must all agree.
if(STS_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

if(STS_TSAN)
  # -O1: it runs ten times as long as it is.
  add_compile_options(-fsanitize=thread -O1 -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
  add_library(sts_tsan_glib OBJECT ${PROJECT_SOURCE_DIR}/tests/tsan-glib.c)
  target_link_libraries(sts_tsan_glib PRIVATE sts_flags sts_dependencies)
endif()

# sts_tell_tsan(<target>): lets the thread sanitizer know of GLib's locks.
function(sts_tell_tsan target)
  if(STS_TSAN)
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:sts_tsan_glib>)
  endif()
endfunction()

if(STS_COVERAGE)
  add_compile_options(--coverage)
  add_compile_definitions(STS_COVERAGE)
  add_link_options(--coverage)
endif()

if(STS_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "Fuzz targets need clang: configure with -DCMAKE_C_COMPILER=clang (package clang)")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

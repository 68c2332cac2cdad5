# The program's start: the order in which its libraries are looked through.

# Sets STS_FIRST_LIBRARIES to what names those libraries in a link that libqpdf and libzip bring, and most names are of.
function(sts_find_first_libraries)
  set(first "")
  foreach(module LIBZIP LIBQPDF)
    get_target_property(file PkgConfig::STS_${module} INTERFACE_LINK_LIBRARIES)
    execute_process(COMMAND ${CMAKE_OBJDUMP} -p "${file}" OUTPUT_VARIABLE facts ERROR_QUIET)
    string(REGEX MATCHALL "lib(crypto|stdc[+][+]|gnutls)[.]so[.0-9]*" names "${facts}")
    list(TRANSFORM names PREPEND "-l:")
    list(APPEND first ${names})
  endforeach()
  list(REMOVE_DUPLICATES first)
  set(STS_FIRST_LIBRARIES "${first}" CACHE INTERNAL "Libraries that are looked through first")
endfunction()

# sts_order_libraries(<program>): the loader looks for each of 15,000 names in one library after the other: with those
# first that most names are of, it is done a quarter sooner.
function(sts_order_libraries program)
  if(NOT DEFINED STS_FIRST_LIBRARIES AND CMAKE_OBJDUMP)
    sts_find_first_libraries()
  endif()
  target_link_options(${program} BEFORE PRIVATE -Wl,--no-as-needed -lc
    "$<TARGET_PROPERTY:PkgConfig::STS_GLIB_2_0,INTERFACE_LINK_LIBRARIES>" ${STS_FIRST_LIBRARIES}
    "$<TARGET_PROPERTY:PkgConfig::STS_LIBQPDF,INTERFACE_LINK_LIBRARIES>")
endfunction()

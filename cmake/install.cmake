# What "cmake --install" copies: the program, the library and its headers, the
# data it reads (found relative to the program), manual page and completions.

set(STS_DATADIR ${CMAKE_INSTALL_DATADIR}/sts-export)

if(TARGET sts-export)
  install(TARGETS sts-export RUNTIME COMPONENT program)
endif()
if(TARGET sts)
  install(TARGETS sts LIBRARY
    COMPONENT program
    NAMELINK_COMPONENT development)
  install(DIRECTORY include/sts DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    COMPONENT development FILES_MATCHING PATTERN "*.h")
  # Relative to itself: it holds wherever "cmake --install --prefix" puts it.
  file(RELATIVE_PATH STS_PC_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
  string(REGEX REPLACE "/$" "" STS_PC_PREFIX "${STS_PC_PREFIX}")
  configure_file(cmake/sts.pc.in ${CMAKE_BINARY_DIR}/sts.pc @ONLY)
  install(FILES ${CMAKE_BINARY_DIR}/sts.pc
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
endif()

foreach(folder styles fonts starter content)
  if(IS_DIRECTORY ${PROJECT_SOURCE_DIR}/${folder})
    install(DIRECTORY ${folder} DESTINATION ${STS_DATADIR} COMPONENT program)
  endif()
endforeach()

install(FILES docs/sts-export.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
install(FILES docs/sts-export-rules.7 DESTINATION ${CMAKE_INSTALL_MANDIR}/man7 COMPONENT program)
install(FILES completions/sts-export.bash
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  RENAME sts-export COMPONENT program)
# Debian's zsh looks below /usr in a folder of its own, and below /usr/local in the usual one.
install(FILES completions/_sts-export
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT zsh)
install(FILES completions/_sts-export
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES packaging/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)

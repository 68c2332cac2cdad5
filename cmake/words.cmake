# Words that a room goes by are data, src/<room>/words/*.txt: lines "list: word,
# word", where a list may have several lines, in several files. They are compiled
# in, so that nothing has to be found and read when the program runs.

# Sets `words` to all words as "word=list", in the order of their bytes, and
# `lists` to the names of the lists.
function(sts_read_words room)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${room}/words/*.txt)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  set(words "")
  set(lists "")
  foreach(file IN LISTS files)
    file(STRINGS ${file} lines REGEX "^[^#]" ENCODING UTF-8)
    foreach(line IN LISTS lines)
      if(NOT line MATCHES "^([a-z0-9-]+): ([^\"\\;=]+)$")
        message(FATAL_ERROR "${file}: this is not “list: word, word”: ${line}")
      endif()
      set(list ${CMAKE_MATCH_1})
      list(APPEND lists ${list})
      string(REPLACE ", " ";" found "${CMAKE_MATCH_2}")
      list(TRANSFORM found APPEND "=${list}")
      list(APPEND words ${found})
    endforeach()
  endforeach()
  list(REMOVE_DUPLICATES lists)
  list(SORT words COMPARE STRING)
  set(words "${words}" PARENT_SCOPE)
  set(lists "${lists}" PARENT_SCOPE)
endfunction()

function(sts_write_words room text)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/words/${room}-words.inc CONTENT
    "/* Written by cmake/words.cmake from src/${room}/words/. */\n${text}" @ONLY)
  target_include_directories(sts_${room} PRIVATE ${CMAKE_BINARY_DIR}/words)
endfunction()

# <room>-words.inc has a line WORD(list, "word") for each word, sorted.
function(sts_compile_words room)
  sts_read_words(${room})
  list(TRANSFORM words REPLACE "^(.*)=(.*)$" "WORD(\\2, \"\\1\")\n")
  list(JOIN words "" text)
  sts_write_words(${room} "${text}")
endfunction()

# <room>-words.inc has a line WORDS(LIST, "word", "word") for each list.
function(sts_compile_word_lists room)
  sts_read_words(${room})
  set(text "")
  foreach(list IN LISTS lists)
    set(own ${words})
    list(FILTER own INCLUDE REGEX "=${list}$")
    list(TRANSFORM own REPLACE "^(.*)=.*$" "\"\\1\"")
    list(JOIN own ", " joined)
    string(TOUPPER ${list} name)
    string(REPLACE "-" "_" name ${name})
    string(APPEND text "WORDS(${name}, ${joined})\n")
  endforeach()
  sts_write_words(${room} "${text}")
endfunction()

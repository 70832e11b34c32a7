# cmake -D LIST=… -D NAME=… -D NAMESPACE=… -D SHOWN_DIRECTORY=… -D OUTPUT=… -P GanderEmbedFiles.cmake
#
# Writes the C++ file of gander_embed_migrations(): every byte as \xNN, so that no quote, backslash, NUL or
# trigraph needs a thought.
cmake_minimum_required(VERSION 3.25)

# as_literals(variable hex): string literals of 64 bytes a line.
function(as_literals variable hex)
    string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${hex}")
    string(REPEAT "." 256 line)
    string(REGEX REPLACE "(${line})" "\\1\"\n    \"" bytes "${bytes}")
    set(${variable} "\"${bytes}\"" PARENT_SCOPE)
endfunction()

file(STRINGS ${LIST} files)
set(texts "")
set(rows "")
set(count 0)
foreach(file IN LISTS files)
    cmake_path(GET file FILENAME base)
    string(HEX "${SHOWN_DIRECTORY}/${base}" path)
    as_literals(path ${path})
    file(READ ${file} text HEX)
    as_literals(text "${text}")
    string(APPEND texts "constexpr char text_${count}[] =\n    ${text};\n")
    string(APPEND rows "    {${path},\n     {text_${count}, sizeof text_${count} - 1}},\n")
    math(EXPR count "${count} + 1")
endforeach()

set(qualified ${NAME})
if(NAMESPACE)
    set(qualified ${NAMESPACE}::${NAME})
endif()
file(WRITE ${OUTPUT} "// Made by gander_embed_migrations().
#include \"${NAME}.hpp\"

#pragma GCC diagnostic ignored \"-Woverlength-strings\"

namespace {
${texts}
constexpr gander::EmbeddedFile files[] = {
${rows}};
} // namespace

std::span<gander::EmbeddedFile const> ${qualified}() noexcept { return files; }
")

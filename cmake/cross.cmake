# A toolchain of Debian's for another architecture: -DGANDER_CROSS=aarch64-linux-gnu. scripts/static uses it.
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES GANDER_CROSS)
set(CMAKE_SYSTEM_NAME Linux)
string(REGEX REPLACE "-.*" "" CMAKE_SYSTEM_PROCESSOR "${GANDER_CROSS}")
set(CMAKE_C_COMPILER ${GANDER_CROSS}-gcc)
set(CMAKE_CXX_COMPILER ${GANDER_CROSS}-g++)
# Its libraries lie beside the machine's own, each kind in a folder of its name.
set(CMAKE_LIBRARY_ARCHITECTURE ${GANDER_CROSS})
# The C library too: the one that comes with the cross compiler stays as it was when Debian 12 came out, without its
# security updates.
set(CMAKE_EXE_LINKER_FLAGS_INIT "-B/usr/lib/${GANDER_CROSS} -L/usr/lib/${GANDER_CROSS}")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(ENV{PKG_CONFIG_LIBDIR} /usr/lib/${GANDER_CROSS}/pkgconfig:/usr/share/pkgconfig)

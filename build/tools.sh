#!/bin/sh
# Installs what RocksDB needs to compile where it is missing: libclang (bindgen looks for it only after ten minutes of
# compiling) and a C++ compiler. Says so first; where it cannot install, it says what to do.
set -eu

missing=""
command -v c++ >/dev/null 2>&1 || missing="$missing g++"
if [ -z "${LIBCLANG_PATH:-}" ] && ! ldconfig -p 2>/dev/null | grep -q 'libclang[-.0-9]*\.so' \
    && ! ls /usr/lib/llvm-*/lib/libclang.so* /usr/lib/llvm-*/lib/libclang-[0-9]*.so* 2>/dev/null | grep -q .; then
    missing="$missing libclang-dev"
fi
[ -z "$missing" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "error: missing$missing; install them with your package manager and run make again" >&2
    exit 2
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
echo "RocksDB needs$missing to compile; installing with apt-get"
$as_root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq $missing >/dev/null

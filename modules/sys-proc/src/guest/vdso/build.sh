#!/bin/sh
# Makes the resource vdso-aarch64.so from vdso.S. Needs Debian's gcc-aarch64-linux-gnu.
cd "$(dirname "$0")" || exit 1
aarch64-linux-gnu-gcc -shared -nostdlib -s -o ../../main/resources/io/tombolo/proc/internal/vdso/vdso-aarch64.so vdso.S \
  -Wl,-T,vdso.lds,--hash-style=both,-soname=linux-vdso.so.1,--build-id=none,-Bsymbolic,-z,max-page-size=4096,-z,norelro

#!/bin/sh
# Prints the rows of the tables in SyscallNumbers.java from the kernel headers of a compiler:
#   src/build/syscall-numbers.sh aarch64-linux-gnu-gcc
#   src/build/syscall-numbers.sh gcc
# A row is a number and the names of the calls from there on. Calls that are newer than the headers are added at the end by hand here:
# since number 424 all architectures count alike (scripts/syscall.tbl of the kernel).
newer='cachestat 451 fchmodat2 452 map_shadow_stack 453 futex_wake 454 futex_wait 455 futex_requeue 456 statmount 457 listmount 458
lsm_get_self_attr 459 lsm_set_self_attr 460 lsm_list_modules 461 mseal 462 setxattrat 463 getxattrat 464 listxattrat 465
removexattrat 466 open_tree_attr 467 file_getattr 468 file_setattr 469'
{
  # Twice through the preprocessor, because some numbers are names of other macros (__NR3264_lseek).
  echo '#include <asm/unistd.h>' | "$1" -E -dM - |
    sed -n 's/^#define __NR_\([a-z_0-9]*\) .*/\1 __NR_\1/p' |
    sed '/^arch_specific_syscall /d; /^syscalls /d' > "${TMPDIR:-/tmp}/names.$$"
  { echo '#include <asm/unistd.h>'; echo 'begin'; sed 's/^\([^ ]*\) \(.*\)/"\1" \2/' "${TMPDIR:-/tmp}/names.$$"; } |
    "$1" -E -P - | sed 's/^.*begin *//; /^$/d' | tr -d '"'
  rm -f "${TMPDIR:-/tmp}/names.$$"
  echo "$newer" | tr ' ' '\n' | paste -d ' ' - -
} | sort -k2,2n -u | awk '
  BEGIN { next_number = -1 }
  { if ($2 != next_number || length(row) > 100) { if (row) print row; row = $2 } row = row " " $1; next_number = $2 + 1 }
  END { print row }'

/* What locked memory, and memory that another process reaches into, brings in ahead: it shows in who sees a later write to the file. */
#include "say.h"
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/uio.h>

#define PAGE 4096L
static int file;
static char contents[8 * PAGE];

static char *map(long pages, int protection, int flags) {
    pwrite(file, contents, sizeof contents, 0);
    return mmap(NULL, pages * PAGE, protection, MAP_PRIVATE | flags, file, 0);
}

/* Which pages are the process's own copies: those that do not show what is written to the file now. */
static void copies(const char *what, char *at, long pages) {
    char changed[8 * PAGE];
    memset(changed, 'n', sizeof changed);
    pwrite(file, changed, sizeof changed, 0);
    mprotect(at, pages * PAGE, PROT_READ);
    char text[16] = "";
    for (long page = 0; page < pages; page++) text[page] = at[page * PAGE] == 'n' ? '-' : 'c';
    say("%s: %s", what, text);
    munmap(at, pages * PAGE);
}

static void protection(void) {
    char *at = map(4, PROT_READ, MAP_LOCKED);
    mprotect(at + PAGE, 2 * PAGE, PROT_READ | PROT_WRITE);
    copies("locked, made writable in the middle", at, 4);
    at = map(4, PROT_READ, 0);
    mprotect(at, 4 * PAGE, PROT_READ | PROT_WRITE);
    copies("not locked, made writable", at, 4);
    at = map(4, PROT_READ, 0);
    mlock2(at, 4 * PAGE, MLOCK_ONFAULT);
    mprotect(at, 4 * PAGE, PROT_READ | PROT_WRITE);
    copies("locked on fault, made writable", at, 4);
    at = map(4, PROT_READ | PROT_WRITE, MAP_LOCKED);
    copies("locked and writable", at, 4);
    at = map(4, PROT_READ | PROT_WRITE, 0);
    mprotect(at + PAGE, PAGE, PROT_NONE);
    say("a page that nobody may touch: %s", result(mlock(at, 4 * PAGE)));
    copies("locked up to it", at, 4);
}

static void future(void) {
    if (mlockall(MCL_FUTURE | MCL_ONFAULT) != 0) return;
    copies("populated, and locked on fault", map(4, PROT_READ | PROT_WRITE, MAP_POPULATE), 4);
    munlockall();
    copies("populated", map(4, PROT_READ | PROT_WRITE, MAP_POPULATE), 4);
}

static void others(void) {
    char *at = map(8, PROT_READ | PROT_WRITE, 0), *nowhere = (char *)8;
    struct iovec local = {nowhere, 10}, remote = {at + PAGE, 3 * PAGE}, absurd = {at, -1L}, nothing = {contents, 0};
    say("from nowhere: %s", result(process_vm_writev(getpid(), &local, 1, &remote, 1, 0)));
    copies("and yet", at, 8);
    say("nothing to an absurd place: %s", result(process_vm_writev(getpid(), &nothing, 1, &absurd, 1, 0)));
    say("nothing to nobody: %s", result(process_vm_readv(-1, &nothing, 1, &remote, 1, 0)));
    say("something to an absurd place: %s", result(process_vm_readv(getpid(), &local, 1, &absurd, 1, 0)));
}

static void limits(void) {
    char *at = map(4, PROT_READ, 0);
    struct rlimit limit = {2 * PAGE, 2 * PAGE};
    setrlimit(RLIMIT_MEMLOCK, &limit);
    if (setuid(65534) != 0) return;
    say("too much: %s", result(mlock(at, 4 * PAGE)));
    say("absurdly much: %s", result(mlock(at, -PAGE)));
    say("absurdly much, in flags unknown: %s", result(mlock2(at, -PAGE, 8)));
    say("enough: %s", result(mlock(at, 2 * PAGE)));
}

/* A stack that is locked grows as far as may be locked, by the rights of whoever touches it. */
static void growth(void) {
    char *stack = mmap((char *)0x20000000, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN | MAP_FIXED, -1, 0);
    mlock(stack, PAGE);
    struct rlimit limit = {2 * PAGE, 2 * PAGE};
    setrlimit(RLIMIT_MEMLOCK, &limit);
    if (setuid(65534) != 0) return;
    stack[-1] = 1;
    say("two pages");
    stack[-PAGE - 1] = 1;
    say("three pages");
}

int main(void) {
    file = open("file", O_CREAT | O_RDWR, 0600);
    memset(contents, 'o', sizeof contents);
    protection();
    future();
    others();
    in_child("limits", limits());
    in_child("growth", growth());
    return 0;
}

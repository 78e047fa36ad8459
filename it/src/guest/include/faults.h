/* For programs that touch what may not be there: which signal that raises, with which code, and where. Linked to nothing, included once. */
#include "say.h"
#include <setjmp.h>

static sigjmp_buf back;
/* Addresses are said as distances from here. */
static char *base;
/* The last fault: signal times 100 plus si_code, and its distance. */
static volatile int code;
static volatile long fault;

static void caught(int signal, siginfo_t *info, void *context) {
    (void)context;
    code = signal * 100 + info->si_code;
    fault = (char *)info->si_addr - base;
    siglongjmp(back, 1);
}

/* Reads or writes one byte and says what came of it. */
static void touch(const char *what, long offset, int writes) {
    if (sigsetjmp(back, 1)) {
        say("%s at %ld: signal %d code %d at %ld", what, offset, code / 100, code % 100, fault);
        return;
    }
    volatile char *at = base + offset;
    if (writes) *at = 'w';
    say("%s at %ld: %d", what, offset, *at);
}

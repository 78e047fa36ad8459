/*
 * The Linux oracle of the memory manager: random sequences of memory operations over several processes, with everything that they
 * answer and everything that can be seen afterwards written down. Built for the host's kernel and for the guest's it must write the
 * same. A sequence is a function of its seed alone; it can be printed as a script, cut down, and played by hand:
 *
 *   memory-oracle writer DIR &                  the host process that writes the same file; it is native in both cases
 *   memory-oracle batch DIR FIRST COUNT LENGTH [-truncate]   a line "SEED HASH" for each sequence; -NAME leaves an operation out
 *   memory-oracle script SEED LENGTH [-truncate]             prints a sequence as a script
 *   memory-oracle play DIR SCRIPT...                         plays scripts and prints all of it
 *
 * A line of a script is PROCESS OPERATION ARGUMENT..., the arguments as the system call has them, in hexadecimal, except that addresses are
 * offsets in the arena and files are numbers of the table "opened". All processes but number 0 come to be by "fork". They take turns by a
 * token that goes through pipes, so that the order is always the script's.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_mseal
#define SYS_mseal 462
#endif

#define PAGE 4096L
#define PAGES 32
#define ARENA ((char *)0x10000000000)
#define ARENA_SIZE (PAGES * PAGE)
#define PROCESSES 4
#define MAIN PROCESSES
#define ARGUMENTS 6
#define LONGEST 1024
#define NOBODY 65534
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

enum kind {
    MMAP, MUNMAP, MPROTECT, MREMAP, MSYNC, MADVISE, MINCORE, MLOCK, MLOCK2, MUNLOCK, MLOCKALL, MUNLOCKALL, BRK, HEAP, LIMIT,
    REMAP_FILE, PEEK, POKE, READ, WRITE, TRUNCATE, PUNCH, SEAL, MSEAL, MBIND, STORE, LOAD, FORK, EXIT, DEMOTE,
    HOST_WRITE, HOST_STORE, HOST_LOAD, HOST_TRUNCATE, SHOW, KINDS
};

/* How often each operation is drawn, out of the sum of all. */
static const struct {
    const char *name;
    int arguments, weight;
} operations[KINDS] = {
    [MMAP] = {"mmap", 6, 210},          [MUNMAP] = {"munmap", 2, 50},       [MPROTECT] = {"mprotect", 3, 90},
    [MREMAP] = {"mremap", 5, 130},      [MSYNC] = {"msync", 3, 15},         [MADVISE] = {"madvise", 3, 100},
    [MINCORE] = {"mincore", 2, 15},     [MLOCK] = {"mlock", 2, 12},         [MLOCK2] = {"mlock2", 3, 8},
    [MUNLOCK] = {"munlock", 2, 12},     [MLOCKALL] = {"mlockall", 1, 4},    [MUNLOCKALL] = {"munlockall", 0, 4},
    [BRK] = {"brk", 1, 8},              [HEAP] = {"heap", 2, 6},            [LIMIT] = {"limit", 2, 12},
    [REMAP_FILE] = {"remap", 5, 12},    [PEEK] = {"peek", 5, 15},           [POKE] = {"poke", 5, 15},
    [READ] = {"read", 4, 35},           [WRITE] = {"write", 4, 35},         [TRUNCATE] = {"truncate", 2, 25},
    [PUNCH] = {"punch", 3, 8},          [SEAL] = {"seal", 1, 4},            [MSEAL] = {"mseal", 2, 2},
    [MBIND] = {"mbind", 3, 4},          [STORE] = {"store", 2, 170},        [LOAD] = {"load", 1, 30},
    [FORK] = {"fork", 1, 22},           [EXIT] = {"exit", 0, 8},            [DEMOTE] = {"demote", 0, 3},
    [HOST_WRITE] = {"hostwrite", 2, 12}, [HOST_STORE] = {"hoststore", 2, 12}, [HOST_LOAD] = {"hostload", 1, 10},
    [HOST_TRUNCATE] = {"hosttruncate", 1, 12}, [SHOW] = {"show", 0, 0},
};

struct operation {
    int process;
    enum kind kind;
    long argument[ARGUMENTS];
};

/* What the processes of a sequence share besides what is tested. */
struct control {
    struct operation script[LONGEST];
    int length, next;
    pid_t pid[PROCESSES], leaving;
    int written;
    char output[4 << 20];
};

enum { DATA, DATA_READ_ONLY, MEMORY, SMALL, ZERO, DATA_WRITE_ONLY, DATA_AGAIN, DIRECTORY, PIPE, FILES };

static struct control *control;
static int opened[FILES];
static int token[PROCESSES + 1][2];
static int request, answer;
static int self;
static char *heap;
static sigjmp_buf fault;
static siginfo_t faulted;

/* ---- Output ---- */

static void say(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int room = sizeof control->output - control->written;
    int length = vsnprintf(control->output + control->written, room, format, arguments);
    control->written += length < room ? length : room - 1;
    va_end(arguments);
}

static void say_result(long result) {
    if (result == -1) {
        say(" %s", strerrorname_np(errno));
    } else {
        say(" %lx", result);
    }
}

/* ---- Drawing sequences ---- */

static unsigned long state;

static unsigned long below(unsigned long bound) {
    state = state * 6364136223846793005UL + 1442695040888963407UL;
    return (state >> 33) % bound;
}

static int one_in(int times) {
    return below(times) == 0;
}

#define ONE_OF(...) \
    ({ static const long choices[] = {__VA_ARGS__}; choices[below(COUNT_OF(choices))]; })

static long draw_address(void) {
    return below(PAGES) * PAGE + (one_in(40) ? (long)below(PAGE) : 0);
}

static long draw_length(long at) {
    if (one_in(40)) {
        return ONE_OF(0, 1, 100, ARENA_SIZE, -1, -PAGE, 1L << 40, 1L << 62);
    }
    long length = (1 + below(one_in(4) ? 12 : 4)) * PAGE;
    if (at + length > ARENA_SIZE) {
        length = ARENA_SIZE - (at & -PAGE);
    }
    return one_in(10) ? length - (long)below(PAGE) : length;
}

/* A place where words are stored and looked at: the four of show(). */
static long draw_word(void) {
    return below(PAGES) * PAGE + ONE_OF(0, 0, 8, 2048, 4092);
}

static long draw_file_offset(void) {
    return one_in(30) ? ONE_OF(100, -PAGE, PAGE << 40, 0x7ffffffffffff000) : (long)below(PAGES) * PAGE;
}

static void draw_mmap(long *a) {
    a[0] = draw_address();
    a[1] = draw_length(a[0]);
    a[1] = a[1] == 1L << 40 ? PAGE : a[1];
    a[2] = ONE_OF(0, 1, 1, 2, 3, 3, 3, 3, 3, 5, 7);
    a[3] = ONE_OF(MAP_PRIVATE, MAP_PRIVATE, MAP_PRIVATE, MAP_SHARED, MAP_SHARED, MAP_SHARED_VALIDATE);
    if (one_in(50)) {
        a[3] = 0;
    }
    a[3] |= one_in(6) ? ONE_OF(0, MAP_FIXED_NOREPLACE, MAP_FIXED_NOREPLACE) : MAP_FIXED;
    a[4] = -1;
    if (one_in(2)) {
        a[3] |= MAP_ANONYMOUS;
    } else {
        a[4] = one_in(25) ? (long)below(FILES) : ONE_OF(DATA, DATA, DATA, DATA_READ_ONLY, DATA_AGAIN, MEMORY, MEMORY, SMALL, ZERO);
    }
    for (int more = below(3); more > 0; more--) {
        a[3] |= ONE_OF(0, 0, MAP_POPULATE, MAP_NORESERVE, MAP_GROWSDOWN, MAP_STACK, MAP_LOCKED, MAP_POPULATE | MAP_NONBLOCK);
    }
    a[5] = draw_file_offset();
}

static void draw_mremap(long *a) {
    a[0] = draw_address();
    a[1] = draw_length(a[0]);
    a[2] = one_in(2) ? a[1] : draw_length(0);
    a[3] = ONE_OF(0, MREMAP_MAYMOVE, MREMAP_MAYMOVE, MREMAP_MAYMOVE | MREMAP_FIXED, MREMAP_MAYMOVE | MREMAP_FIXED,
                  MREMAP_MAYMOVE | MREMAP_FIXED, MREMAP_MAYMOVE | MREMAP_DONTUNMAP,
                  MREMAP_MAYMOVE | MREMAP_FIXED | MREMAP_DONTUNMAP);
    if (one_in(40)) {
        a[3] = below(16);
    }
    if (one_in(10)) {
        a[1] = 0;
    }
    a[4] = below(PAGES) * PAGE + (one_in(60) ? 1 : 0);
    if ((a[2] & ~PAGE) < ARENA_SIZE && a[4] + a[2] > ARENA_SIZE) {
        a[4] = (ARENA_SIZE - a[2]) & -PAGE;
    }
}

static long draw_advice(void) {
    if (one_in(20)) {
        return below(30);
    }
    return ONE_OF(MADV_NORMAL, MADV_RANDOM, MADV_SEQUENTIAL, MADV_WILLNEED, MADV_DONTNEED, MADV_DONTNEED, MADV_DONTNEED, MADV_FREE,
                  MADV_REMOVE, MADV_DONTFORK, MADV_DOFORK, MADV_MERGEABLE, MADV_UNMERGEABLE, MADV_HUGEPAGE, MADV_NOHUGEPAGE,
                  MADV_DONTDUMP, MADV_DODUMP, MADV_WIPEONFORK, MADV_KEEPONFORK, MADV_COLD, MADV_PAGEOUT, MADV_POPULATE_READ,
                  MADV_POPULATE_WRITE, MADV_DONTNEED_LOCKED, 102, 102, 103);
}

static int alive[PROCESSES];

static int draw_process(void) {
    int process;
    do {
        process = below(PROCESSES);
    } while (!alive[process]);
    return process;
}

static void draw_copy(long *a) {
    a[0] = draw_address();
    a[1] = draw_length(a[0]);
    a[2] = draw_process();
    a[3] = draw_address() + (one_in(3) ? (long)below(PAGE) : 0);
    a[4] = draw_length(a[3]);
}

static void draw_transfer(long *a) {
    a[0] = draw_address() + (one_in(3) ? (long)below(PAGE) : 0);
    a[1] = draw_length(a[0]);
    a[2] = ONE_OF(DATA, DATA, MEMORY, SMALL, DATA_READ_ONLY);
    a[3] = below(PAGES) * PAGE + (one_in(3) ? (long)below(PAGE) : 0);
}

static void draw_arguments(enum kind kind, long *a) {
    a[0] = draw_address();
    a[1] = draw_length(a[0]);
    switch (kind) {
        case MMAP: draw_mmap(a); break;
        case MPROTECT: a[2] = one_in(30) ? ONE_OF(8, 16, PROT_GROWSDOWN | 3, PROT_GROWSUP | 1) : ONE_OF(0, 1, 1, 2, 3, 3, 3, 5, 7); break;
        case MREMAP: draw_mremap(a); break;
        case MSYNC: a[2] = one_in(8) ? (long)below(16) : ONE_OF(MS_ASYNC, MS_SYNC, MS_INVALIDATE, MS_ASYNC | MS_INVALIDATE); break;
        case MADVISE: a[2] = draw_advice(), a[1] = a[1] >> 40 > 0 ? PAGE : a[1]; break;
        case MLOCK2: a[2] = one_in(10) ? 2 : (long)below(2); break;
        case MLOCKALL: a[0] = below(9); break;
        case BRK: a[0] = below(40) * PAGE + (one_in(3) ? (long)below(PAGE) : 0); break;
        case HEAP: a[0] = below(40) * PAGE, a[1] = 1 + below(1000); break;
        case LIMIT: a[0] = ONE_OF(RLIMIT_AS, RLIMIT_DATA, RLIMIT_STACK, RLIMIT_MEMLOCK), a[1] = one_in(3) ? -1 : (long)below(24); break;
        case REMAP_FILE: a[2] = one_in(10) ? 3 : 0, a[3] = below(PAGES), a[4] = one_in(10) ? ONE_OF(MAP_NONBLOCK, 1) : 0; break;
        case PEEK: case POKE: draw_copy(a); break;
        case READ: case WRITE: draw_transfer(a); break;
        case TRUNCATE: a[0] = ONE_OF(DATA, DATA, MEMORY, SMALL, DATA_READ_ONLY), a[1] = below(PAGES + 4) * PAGE + ONE_OF(0, 0, 1, 100); break;
        case PUNCH: a[2] = a[1], a[1] = a[0], a[0] = ONE_OF(DATA, MEMORY); break;
        case SEAL: a[0] = ONE_OF(F_SEAL_SEAL, F_SEAL_SHRINK, F_SEAL_GROW, F_SEAL_WRITE, F_SEAL_FUTURE_WRITE); break;
        case MBIND: a[2] = below(5); break;
        case STORE: a[0] = draw_word(), a[1] = 1 + below(0xffff); break;
        case LOAD: a[0] = draw_word(); break;
        case HOST_WRITE: case HOST_STORE: a[0] = draw_word(), a[1] = 1 + below(0xffff); break;
        case HOST_LOAD: a[0] = draw_word(); break;
        case HOST_TRUNCATE: a[0] = below(PAGES + 4) * PAGE + ONE_OF(0, 0, 1, 100); break;
        default: break;
    }
}

static enum kind draw_kind(const char *excluded) {
    for (;;) {
        int total = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            total += operations[kind].weight;
        }
        int drawn = below(total), kind = 0;
        while (drawn >= operations[kind].weight) {
            drawn -= operations[kind++].weight;
        }
        if (!excluded[kind]) {
            return kind;
        }
    }
}

static struct operation *add(int process, enum kind kind) {
    struct operation *added = &control->script[control->length++];
    memset(added, 0, sizeof *added);
    added->process = process;
    added->kind = kind;
    return added;
}

static void draw_sequence(unsigned long seed, int length, const char *excluded) {
    state = seed * 0x9e3779b97f4a7c15UL;
    control->length = 0;
    memset(alive, 0, sizeof alive);
    alive[0] = 1;
    int process = 0;
    for (int i = 0; i < length; i++) {
        process = one_in(3) ? draw_process() : process;
        enum kind kind = i < length / 6 && !one_in(4) ? MMAP : draw_kind(excluded);
        int others = alive[0] + alive[1] + alive[2] + alive[3] - 1;
        if ((kind == FORK && others == PROCESSES - 1) || (kind == EXIT && others == 0)) {
            kind = STORE;
        }
        struct operation *drawn = add(process, kind);
        if (kind == FORK) {
            int child = 0;
            while (alive[child]) {
                child++;
            }
            alive[child] = 1;
            drawn->argument[0] = child;
        } else if (kind == EXIT) {
            alive[process] = 0;
            process = draw_process();
        } else {
            draw_arguments(kind, drawn->argument);
        }
        if (i % 4 == 3) {
            add(process, SHOW);
        }
    }
    for (int last = 0; last < PROCESSES; last++) {
        if (alive[last]) {
            add(last, SHOW);
        }
    }
}

/* ---- Scripts as text ---- */

static int print_operation(char *text, int room, const struct operation *operation) {
    int length = snprintf(text, room, "%d %s", operation->process, operations[operation->kind].name);
    for (int i = 0; i < operations[operation->kind].arguments; i++) {
        length += snprintf(text + length, room - length, " %lx", operation->argument[i]);
    }
    return length;
}

static void parse_script(FILE *file) {
    char line[512], name[32];
    int process, used;
    control->length = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "%d %31s%n", &process, name, &used) < 2) {
            continue;
        }
        enum kind kind = 0;
        while (kind < KINDS && strcmp(name, operations[kind].name) != 0) {
            kind++;
        }
        if (kind == KINDS || process < 0 || process >= PROCESSES || control->length == LONGEST) {
            fprintf(stderr, "memory-oracle: not an operation: %s", line);
            exit(2);
        }
        struct operation *parsed = add(process, kind);
        char *rest = line + used;
        for (int i = 0; i < operations[kind].arguments; i++) {
            parsed->argument[i] = strtoul(rest, &rest, 16);
        }
    }
}

/* ---- Looking ---- */

static void on_fault(int signal, siginfo_t *information, void *context) {
    (void)context;
    faulted = *information;
    siglongjmp(fault, signal);
}

static void touch(char *address, int value) {
    int signal = sigsetjmp(fault, 0);
    if (signal != 0) {
        long at = (char *)faulted.si_addr - address;
        say(" %s%d%s", signal == SIGBUS ? "B" : "S", faulted.si_code, at == 0 ? "" : " elsewhere");
    } else if (value != 0) {
        *(volatile int *)address = value;
        say(" stored");
    } else {
        say(" %x", *(volatile int *)address);
    }
}

static void show_pages(void) {
    for (long page = 0; page < PAGES; page++) {
        char *address = ARENA + page * PAGE;
        int signal = sigsetjmp(fault, 0);
        if (signal != 0) {
            int exact = (char *)faulted.si_addr == address;
            say(" %s%d%s", signal == SIGBUS ? "B" : "S", faulted.si_code, exact ? "" : "!");
        } else {
            volatile int *words = (volatile int *)address;
            say(" %x", words[0]);
            if (words[2] | words[512] | words[1023]) {
                say(",%x,%x,%x", words[2], words[512], words[1023]);
            }
        }
    }
    say("\n");
}

static void show_file(int file) {
    static char content[ARENA_SIZE];
    struct stat status;
    fstat(opened[file], &status);
    long length = pread(opened[file], content, sizeof content, 0);
    say("  file %d %lx:", file, (long)status.st_size);
    for (long page = 0; page * PAGE < length; page++) {
        int *words = (int *)(content + page * PAGE);
        say(" %x,%x", words[0], words[2] ^ words[512] * 3 ^ words[1023] * 5);
    }
    say("\n");
}

static int read_text(const char *path, char *text, int room) {
    int length = 0, got, file = open(path, O_RDONLY);
    while (file >= 0 && length < room - 1 && (got = read(file, text + length, room - 1 - length)) > 0) {
        length += got;
    }
    close(file);
    text[length] = 0;
    return length;
}

/* The lines of /proc/self/maps that lie in the arena, without what depends on the machine. */
static void show_maps(void) {
    static char text[1 << 16];
    read_text("/proc/self/maps", text, sizeof text);
    for (char *line = text, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = 0;
        unsigned long from, to, offset;
        char rights[5], name[256] = "";
        if (sscanf(line, "%lx-%lx %4s %lx %*s %*s %255[^\n]", &from, &to, rights, &offset, name) < 4) {
            continue;
        }
        if (to <= (unsigned long)ARENA || from >= (unsigned long)ARENA + ARENA_SIZE) {
            continue;
        }
        char *base = strrchr(name, '/');
        say("  %lx-%lx %s %lx %s\n", (from - (long)ARENA) / PAGE, (to - (long)ARENA) / PAGE, rights, offset / PAGE,
            base == NULL ? name : base + 1);
    }
}

static void show(void) {
    say("\n ");
    show_pages();
    show_file(DATA);
    show_file(MEMORY);
    show_maps();
}

/* A number of kilobytes in /proc/self/status, in pages. */
static long status_pages(const char *label) {
    static char text[1 << 13];
    read_text("/proc/self/status", text, sizeof text);
    char *line = strstr(text, label);
    return line == NULL ? 0 : atol(line + strlen(label)) / 4;
}

/* Pages of the kernel's own mappings, which count for the limits and differ from machine to machine. */
static long special_pages(void) {
    static char text[1 << 16];
    read_text("/proc/self/maps", text, sizeof text);
    long pages = 0;
    for (char *line = text, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = 0;
        unsigned long from, to;
        if (strstr(line, "[v") != NULL && sscanf(line, "%lx-%lx", &from, &to) == 2) {
            pages += (to - from) / PAGE;
        }
    }
    return pages;
}

/* ---- The host process that writes the same file ---- */

struct message {
    long kind, at, value;
};

static long ask_host(enum kind kind, long at, long value) {
    struct message message = {kind, at, value};
    if (write(request, &message, sizeof message) != sizeof message || read(answer, &message, sizeof message) != sizeof message) {
        say(" lost");
        return -1;
    }
    errno = message.at;
    return message.value;
}

static long serve(const struct message *message, int file, char *mapping) {
    struct stat status;
    int value = message->value;
    fstat(file, &status);
    int inside = message->at + (long)sizeof value <= status.st_size;
    switch (message->kind) {
        case HOST_WRITE: return pwrite(file, &value, sizeof value, message->at);
        case HOST_TRUNCATE: return ftruncate(file, message->at);
        case HOST_STORE: return inside ? *(volatile int *)(mapping + message->at) = value : -2;
        default: return inside ? *(volatile unsigned *)(mapping + message->at) : -2;
    }
}

static int write_as_host(const char *directory) {
    if (chdir(directory) != 0) {
        perror(directory);
        return 1;
    }
    umask(0);
    int file = open("data", O_RDWR | O_CREAT, 0666);
    char *mapping = mmap(NULL, 2 * ARENA_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    mkfifo("request", 0600);
    mkfifo("answer", 0600);
    int in = open("request", O_RDONLY), out = open("answer", O_WRONLY);
    struct message message;
    while (read(in, &message, sizeof message) == sizeof message) {
        message.value = serve(&message, file, mapping);
        message.at = errno;
        if (write(out, &message, sizeof message) != sizeof message) {
            return 1;
        }
    }
    return 0;
}

/* ---- Doing ---- */

static void do_mmap(const long *a) {
    int file = a[4] < 0 ? -1 : opened[a[4]];
    char *result = (char *)syscall(SYS_mmap, ARENA + a[0], a[1], a[2], a[3], file, a[5]);
    if (result == MAP_FAILED) {
        say_result(-1);
    } else if (result >= ARENA && result < ARENA + ARENA_SIZE) {
        say(" at %lx", result - ARENA);
    } else {
        say(" elsewhere");
        munmap(result, a[1]);
    }
}

/* What was moved to a place of the kernel's choice is brought back to one of ours. */
static void do_mremap(const long *a) {
    /* What is locked is brought in at once, and no machine has so much. */
    if (a[2] > 16 * ARENA_SIZE && status_pages("VmLck:") > 0) {
        say(" locked");
        return;
    }
    char *result = (char *)syscall(SYS_mremap, ARENA + a[0], a[1], a[2], a[3], ARENA + a[4]);
    if (result == MAP_FAILED) {
        say_result(-1);
    } else if (result >= ARENA && result < ARENA + ARENA_SIZE) {
        say(" at %lx", result - ARENA);
    } else {
        say(" elsewhere, and back");
        char *back = mremap(result, a[2], a[2], MREMAP_MAYMOVE | MREMAP_FIXED, ARENA + (a[4] & -PAGE));
        say_result(back == MAP_FAILED ? -1 : 0);
        if (back == MAP_FAILED) {
            munmap(result, a[2]);
        }
    }
}

static void do_mincore(const long *a) {
    static unsigned char vector[4096];
    long result = a[1] > 16 * ARENA_SIZE ? -2 : mincore(ARENA + a[0], a[1], vector);
    say_result(result);
    for (int page = 0; result == 0 && page < (a[1] + PAGE - 1) / PAGE; page++) {
        /* The kernel may keep pages behind the end of a file, which is nobody's business; where nobody may read, the end is not seen. */
        int seen = sigsetjmp(fault, 0) == 0 ? *(volatile char *)(ARENA + a[0] + page * PAGE), 0 : faulted.si_signo;
        say("%s%d", page == 0 ? " " : "", seen == SIGBUS || seen == SIGSEGV ? 2 : vector[page] & 1);
    }
}

/* What MADV_FREE leaves is the kernel's to choose until the page is written, so the choice is taken away. */
static void do_madvise(char *at, long length, int advice) {
    say_result(madvise(at, length, advice));
    if (advice == MADV_FREE) {
        madvise(at, length, MADV_DONTNEED);
    }
    /* So is what it puts out of memory. */
    if (advice == MADV_PAGEOUT) {
        madvise(at, length, MADV_POPULATE_READ);
    }
}

/* Where the limit lies so near that the kernel's own mappings decide, the answer is the machine's. */
static void do_mlockall(int flags) {
    struct rlimit limit;
    getrlimit(RLIMIT_MEMLOCK, &limit);
    long room = (long)(limit.rlim_cur / PAGE) - (status_pages("VmSize:") - special_pages());
    if ((flags & MCL_CURRENT) != 0 && room >= 0 && room < 64) {
        say(" near the limit");
        return;
    }
    say_result(mlockall(flags));
}

static void do_limit(const long *a) {
    struct rlimit limit;
    getrlimit(a[0], &limit);
    long in_use = a[0] == RLIMIT_AS ? status_pages("VmSize:") : a[0] == RLIMIT_DATA ? status_pages("VmData:")
                : a[0] == RLIMIT_MEMLOCK ? status_pages("VmLck:") : 0;
    limit.rlim_cur = a[1] < 0 ? limit.rlim_max : (unsigned long)(in_use + a[1]) * PAGE;
    say_result(setrlimit(a[0], &limit));
}

static void do_copy(enum kind kind, const long *a) {
    pid_t other = control->pid[a[2]];
    if (other == 0) {
        say(" absent");
        return;
    }
    /* Linux goes by the pages that it has pinned, even those that it has itself replaced by copies meanwhile, and copies within a page in the
       order that suits the processor. */
    if (other == getpid() && a[0] < a[3] + a[4] && a[3] < a[0] + a[1]) {
        say(" overlaps");
        return;
    }
    struct iovec local = {ARENA + a[0], a[1]}, remote = {ARENA + a[3], a[4]};
    say_result(kind == PEEK ? process_vm_readv(other, &local, 1, &remote, 1, 0) : process_vm_writev(other, &local, 1, &remote, 1, 0));
}

static void do_fork(int child) {
    if (control->pid[child] != 0) {
        say(" present");
        return;
    }
    pid_t made = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
    if (made == 0) {
        self = child;
    } else {
        control->pid[child] = made;
        say_result(made < 0 ? -1 : 0);
    }
}

static void do_demote(void) {
    say_result(syscall(SYS_setuid, NOBODY) | prctl(PR_SET_DUMPABLE, 1));
}

/* Does one operation; after a fork both processes return. */
static void operate(enum kind kind, const long *a) {
    char *at = ARENA + a[0];
    switch (kind) {
        case MMAP: do_mmap(a); break;
        case MUNMAP: say_result(munmap(at, a[1])); break;
        case MPROTECT: say_result(mprotect(at, a[1], a[2])); break;
        case MREMAP: do_mremap(a); break;
        case MSYNC: say_result(msync(at, a[1], a[2])); break;
        case MADVISE: do_madvise(at, a[1], a[2]); break;
        case MINCORE: do_mincore(a); break;
        case MLOCK: say_result(mlock(at, a[1])); break;
        case MLOCK2: say_result(mlock2(at, a[1], a[2])); break;
        case MUNLOCK: say_result(munlock(at, a[1])); break;
        case MLOCKALL: do_mlockall(a[0]); break;
        case MUNLOCKALL: say_result(munlockall()); break;
        case BRK: say_result(syscall(SYS_brk, heap + a[0]) - (long)heap); break;
        case HEAP: touch(heap + a[0], a[1]); touch(heap + a[0], 0); break;
        case LIMIT: do_limit(a); break;
        case REMAP_FILE: say_result(syscall(SYS_remap_file_pages, at, a[1], a[2], a[3], a[4])); break;
        case PEEK: case POKE: do_copy(kind, a); break;
        case READ: say_result(pread(opened[a[2]], at, a[1], a[3])); break;
        case WRITE: say_result(pwrite(opened[a[2]], at, a[1], a[3])); break;
        case TRUNCATE: say_result(ftruncate(opened[a[0]], a[1])); break;
        case PUNCH: say_result(fallocate(opened[a[0]], FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, a[1], a[2])); break;
        case SEAL: say_result(fcntl(opened[MEMORY], F_ADD_SEALS, a[0])); break;
        case MSEAL: say_result(syscall(SYS_mseal, at, a[1], 0)); break;
        case MBIND: say_result(syscall(SYS_mbind, at, a[1], a[2], &(unsigned long){1}, 64, 0)); break;
        case STORE: touch(at, a[1]); break;
        case LOAD: touch(at, 0); break;
        case FORK: do_fork(a[0]); break;
        case DEMOTE: do_demote(); break;
        case HOST_WRITE: case HOST_STORE: case HOST_LOAD: case HOST_TRUNCATE: say_result(ask_host(kind, a[0], a[1])); break;
        case SHOW: show(); break;
        default: break;
    }
}

/* ---- Taking turns ---- */

static void pass(int to) {
    if (write(token[to][1], "t", 1) != 1) {
        _exit(1);
    }
}

/* Whose turn it is next; operations of processes that are not there are left out. */
static int turn(void) {
    while (control->next < control->length && control->pid[control->script[control->next].process] == 0) {
        control->next++;
    }
    return control->next == control->length ? MAIN : control->script[control->next].process;
}

static void leave(void) {
    control->pid[self] = 0;
    control->leaving = getpid();
    pass(MAIN);
    _exit(0);
}

static void wait_for_turn(void) {
    char byte;
    if (read(token[self][0], &byte, 1) != 1 || byte != 't') {
        _exit(0);
    }
}

/* Does the next operation of the script, which is this process's. Answers whether it is a new process that comes back. */
static int take_turn(void) {
    const struct operation *operation = &control->script[control->next++];
    int actor = self;
    say("%d ", control->next);
    control->written +=
        print_operation(control->output + control->written, sizeof control->output - control->written, operation);
    say(" =");
    if (operation->kind == EXIT) {
        say("\n");
        leave();
    }
    operate(operation->kind, operation->argument);
    if (self != actor) {
        return 1;
    }
    say("\n");
    return 0;
}

/* What a process of a sequence does all its life. */
static void take_turns(void) {
    for (;;) {
        int born = 0;
        wait_for_turn();
        while (!born && turn() == self) {
            born = take_turn();
        }
        if (!born) {
            pass(turn());
        }
    }
}

/* ---- Sequences ---- */

static int open_or_end(const char *path, int flags) {
    int file = open(path, flags, 0666);
    if (file < 0) {
        perror(path);
        exit(1);
    }
    return file;
}

static void fill(int file, long length) {
    static unsigned content[ARENA_SIZE / sizeof(unsigned)];
    for (unsigned i = 0; i < COUNT_OF(content); i++) {
        content[i] = i % 1024 < 4 || i % 256 == 255 || i % 512 == 0 ? i + 1 : 0;
    }
    if (ftruncate(file, 0) != 0 || pwrite(file, content, length, 0) != length) {
        perror("fill");
        exit(1);
    }
}

static void open_files(void) {
    opened[DATA] = open_or_end("data", O_RDWR | O_CREAT);
    opened[DATA_READ_ONLY] = open_or_end("data", O_RDONLY);
    opened[DATA_WRITE_ONLY] = open_or_end("data", O_WRONLY);
    opened[DATA_AGAIN] = open_or_end("data", O_RDWR);
    opened[MEMORY] = memfd_create("memory", MFD_ALLOW_SEALING);
    opened[SMALL] = open_or_end("small", O_RDWR | O_CREAT);
    opened[ZERO] = open_or_end("/dev/zero", O_RDWR);
    opened[DIRECTORY] = open_or_end(".", O_RDONLY);
    opened[PIPE] = token[0][0];
    fill(opened[DATA], ARENA_SIZE - 5 * PAGE + 100);
    fill(opened[MEMORY], ARENA_SIZE / 2);
    fill(opened[SMALL], PAGE + 100);
}

static void close_files(void) {
    for (int file = 0; file < PIPE; file++) {
        close(opened[file]);
    }
}

static void clear_tokens(void) {
    for (int process = 0; process <= PROCESSES; process++) {
        if (token[process][0] != 0) {
            close(token[process][0]);
            close(token[process][1]);
        }
        if (pipe(token[process]) != 0) {
            perror("pipe");
            exit(1);
        }
    }
}

static void run_sequence(void) {
    char byte;
    clear_tokens();
    open_files();
    control->next = 0;
    control->written = 0;
    control->leaving = 0;
    memset(control->pid, 0, sizeof control->pid);
    alarm(20);
    pid_t first = fork();
    if (first == 0) {
        take_turns();
    }
    control->pid[0] = first;
    while (turn() != MAIN) {
        pass(turn());
        if (read(token[MAIN][0], &byte, 1) != 1) {
            exit(1);
        }
        if (control->leaving != 0) {
            waitpid(control->leaving, NULL, 0);
            control->leaving = 0;
        }
    }
    for (int process = 0; process < PROCESSES; process++) {
        if (control->pid[process] != 0 && write(token[process][1], "x", 1) != 1) {
            exit(1);
        }
    }
    while (wait(NULL) > 0) {
    }
    close_files();
}

static void on_alarm(int signal) {
    (void)signal;
    static const char words[] = "memory-oracle: a sequence hangs\n";
    write(2, words, sizeof words - 1);
    write(2, control->output, control->written);
    kill(0, SIGKILL);
}

static void prepare(const char *directory) {
    static char alternative[1 << 16];
    if (chdir(directory) != 0) {
        perror(directory);
        exit(1);
    }
    umask(0);
    setpgid(0, 0);
    /* The same on both sides, whatever the machine grants. */
    setrlimit(RLIMIT_MEMLOCK, &(struct rlimit){8 << 20, 8 << 20});
    request = open_or_end("request", O_WRONLY);
    answer = open_or_end("answer", O_RDONLY);
    heap = (char *)(((unsigned long)sbrk(0) + PAGE - 1) & -PAGE);
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK};
    stack_t stack = {.ss_sp = alternative, .ss_size = sizeof alternative};
    sigaltstack(&stack, NULL);
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    signal(SIGALRM, on_alarm);
}

static unsigned long hash_of_output(void) {
    unsigned long hash = 0xcbf29ce484222325UL;
    for (int i = 0; i < control->written; i++) {
        hash = (hash ^ (unsigned char)control->output[i]) * 0x100000001b3UL;
    }
    return hash;
}

static int play(const char *directory, int count, char **paths) {
    prepare(directory);
    for (int i = 0; i < count; i++) {
        FILE *file = strcmp(paths[i], "-") == 0 ? stdin : fopen(paths[i], "r");
        if (file == NULL) {
            perror(paths[i]);
            return 2;
        }
        parse_script(file);
        fclose(file);
        run_sequence();
        printf("script %s\n", paths[i]);
        fwrite(control->output, 1, control->written, stdout);
        fflush(stdout);
    }
    return 0;
}

static int batch(const char *directory, unsigned long first, int count, int length, const char *excluded) {
    prepare(directory);
    for (int i = 0; i < count; i++) {
        draw_sequence(first + i, length, excluded);
        run_sequence();
        printf("%lu %016lx\n", first + i, hash_of_output());
        fflush(stdout);
    }
    return 0;
}

static int print_script(unsigned long seed, int length, const char *excluded) {
    draw_sequence(seed, length, excluded);
    for (int i = 0; i < control->length; i++) {
        char line[512];
        print_operation(line, sizeof line, &control->script[i]);
        puts(line);
    }
    return 0;
}

static const char *excluded_by(int count, char **arguments) {
    static char excluded[KINDS];
    for (int i = 0; i < count; i++) {
        for (int kind = 0; kind < KINDS; kind++) {
            excluded[kind] |= arguments[i][0] == '-' && strcmp(arguments[i] + 1, operations[kind].name) == 0;
        }
    }
    return excluded;
}

int main(int count, char **arguments) {
    /* The last mapping that the kernel places: being shared it never becomes one with what is placed below it. */
    control = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    const char *verb = count > 1 ? arguments[1] : "";
    if (strcmp(verb, "writer") == 0 && count == 3) {
        return write_as_host(arguments[2]);
    }
    if (strcmp(verb, "play") == 0 && count >= 4) {
        return play(arguments[2], count - 3, arguments + 3);
    }
    if (strcmp(verb, "script") == 0 && count >= 4) {
        return print_script(strtoul(arguments[2], NULL, 10), atoi(arguments[3]), excluded_by(count - 4, arguments + 4));
    }
    if (strcmp(verb, "batch") == 0 && count >= 6) {
        return batch(arguments[2], strtoul(arguments[3], NULL, 10), atoi(arguments[4]), atoi(arguments[5]),
                     excluded_by(count - 6, arguments + 6));
    }
    fprintf(stderr, "usage: memory-oracle writer DIR | batch DIR FIRST COUNT LENGTH [-OPERATION...] | script SEED LENGTH [-OPERATION...] | play DIR SCRIPT...\n");
    return 2;
}

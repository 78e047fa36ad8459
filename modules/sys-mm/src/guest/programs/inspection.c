// What /proc tells of a process's memory: sizes of mappings whose pages are known exactly, the format of smaps, pagemap.
#include "say.h"
#include <stdint.h>
#include <sys/uio.h>

#define PAGE 4096L
#define PLACE ((char *)0x7100000000)

static char text[1 << 20];

static char *contents(const char *path) {
    int fd = open(path, O_RDONLY);
    long length = 0, got;
    while ((got = read(fd, text + length, sizeof text - 1 - length)) > 0)
        length += got;
    close(fd);
    text[length] = 0;
    return text;
}

/* The entry of smaps that begins at an address, without its first line; the names of lines that this kernel may lack are left out. */
static void entry(const char *title, void *at) {
    char head[40];
    snprintf(head, sizeof head, "%lx-", (unsigned long)at);
    char *line = strstr(contents("/proc/self/smaps"), head);
    say("-- %s", title);
    if (!line) {
        say("no mapping");
        return;
    }
    char *name = strchr(line, ' ');
    say("%.4s", name + 1);
    while ((line = strchr(line, '\n')) && line[1] >= 'A' && line[1] <= 'Z') {
        line++;
        int length = strcspn(line, "\n");
        static const char *compared[] = {"Size:", "KernelPageSize:", "MMUPageSize:", "Rss:", "Pss:", "Pss_Dirty:", "Shared_Clean:",
            "Shared_Dirty:", "Private_Clean:", "Private_Dirty:", "Anonymous:", "LazyFree:", "AnonHugePages:",
            "Swap:", "SwapPss:", "Locked:", "VmFlags:", NULL};
        for (const char **each = compared; *each; each++)
            if (strncmp(line, *each, strlen(*each)) == 0)
                say("%.*s", length, line);
    }
}

static long value(const char *path, const char *label) {
    char *line = contents(path);
    while (line && strncmp(line, label, strlen(label)) != 0)
        line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL;
    return line ? atol(line + strlen(label)) : -1;
}

static long status(const char *label) {
    return value("/proc/self/status", label);
}

static void *map(int page, long pages, int protection, int flags, int fd) {
    return mmap(PLACE + page * PAGE, pages * PAGE, protection, flags | MAP_FIXED, fd, 0);
}

static void pagemap(const char *title, void *at, int pages) {
    uint64_t entries[64];
    int fd = open("/proc/self/pagemap", O_RDONLY);
    long got = pread(fd, entries, pages * 8, (unsigned long)at / PAGE * 8);
    printf("%s: %ld:", title, got);
    for (int i = 0; i < got / 8; i++)
        printf(" %d%d%d", (int)(entries[i] >> 63), (int)(entries[i] >> 62 & 1), (int)(entries[i] >> 61 & 1));
    say("");
    close(fd);
}

int main(void) {
    // A file of eight pages, and mappings of each kind of which known pages were touched.
    int file = open("file", O_RDWR | O_CREAT, 0600);
    for (int page = 0; page < 8; page++)
        dprintf(file, "%4096d", page);
    contents("/proc/self/smaps");
    char *private_memory = map(0, 16, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    private_memory[0] = private_memory[5 * PAGE] = 1;
    entry("private memory, two pages written", private_memory);
    pagemap("private memory", private_memory, 8);
    char *none = map(32, 16, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1);
    entry("reserved", none);
    char *shared_memory = map(64, 16, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1);
    shared_memory[PAGE] = 1;
    entry("shared memory, one page written", shared_memory);
    pagemap("shared memory", shared_memory, 4);
    char *read_only = map(96, 16, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    madvise(read_only, 16 * PAGE, MADV_DONTFORK);
    madvise(read_only, 16 * PAGE, MADV_DONTDUMP);
    madvise(read_only, 16 * PAGE, MADV_RANDOM);
    entry("advised", read_only);
    char *copied = map(128, 8, PROT_READ | PROT_WRITE, MAP_PRIVATE, file);
    for (int page = 0; page < 8; page++)
        copied[page * PAGE] = 'x';
    entry("private file, all copied", copied);
    pagemap("private file", copied, 3);
    char *of_file = map(160, 8, PROT_READ | PROT_WRITE, MAP_SHARED, file);
    for (int page = 0; page < 8; page++)
        ((volatile char *)of_file)[page * PAGE];
    say("shared file: resident %d", strstr(contents("/proc/self/smaps"), "71000a0000-") != NULL);
    pagemap("shared file", of_file, 3);
    char *locked = map(192, 4, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    mlock(locked, 2 * PAGE);
    entry("locked", locked);
    say("VmLck %ld", status("VmLck:"));
    entry("not locked", locked + 2 * PAGE);
    mlock2(locked, 4 * PAGE, MLOCK_ONFAULT);
    entry("locked on fault", locked);
    munlock(locked, 4 * PAGE);
    entry("unlocked", locked);
    int reading = open("file", O_RDONLY);
    char *viewed = map(224, 8, PROT_READ, MAP_SHARED, reading);
    char *flags = strstr(strstr(contents("/proc/self/smaps"), "71000e0000-"), "VmFlags");
    say("viewed: %.*s", (int)strcspn(flags, "\n"), flags);

    // A child shares what was written, until somebody writes again.
    int go[2], back[2];
    char byte;
    pipe(go);
    pipe(back);
    pid_t child = fork();
    if (child == 0) {
        read(go[0], &byte, 1);
        entry("child: the same pages", private_memory);
        private_memory[0] = 2;
        entry("child: one page of its own", private_memory);
        write(back[1], "x", 1);
        read(go[0], &byte, 1);
        _exit(0);
    }
    entry("parent: shared with the child", private_memory);
    write(go[1], "x", 1);
    read(back[0], &byte, 1);
    entry("parent: one page of its own", private_memory);
    write(go[1], "x", 1);
    waitpid(child, 0, 0);
    entry("parent: alone", private_memory);

    // Sizes as the kernel counts them.
    long size = status("VmSize:"), data = status("VmData:"), anonymous = status("RssAnon:"), shmem = status("RssShmem:");
    char *large = mmap(0, 4096 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(large, 4096 * PAGE, MADV_NOHUGEPAGE);
    say("16 MiB more: size %ld data %ld", status("VmSize:") - size, status("VmData:") - data);
    for (int page = 0; page < 2048; page++)
        large[page * PAGE] = 1;
    long more = status("RssAnon:") - anonymous;
    say("8 MiB written: %d", more >= 8192 && more < 8192 + 64);
    say("peak: %d %d", status("VmHWM:") >= status("VmRSS:"), status("VmPeak:") >= status("VmSize:"));
    long peak = status("VmHWM:");
    munmap(large, 4096 * PAGE);
    more = status("RssAnon:") - anonymous;
    say("given back: size %ld data %ld resident %d", status("VmSize:") - size, status("VmData:") - data, more < 64);
    say("peaks stay: %d %d", status("VmHWM:") >= peak - 1024, status("VmPeak:") >= size + 16384);
    int refs = open("/proc/self/clear_refs", O_WRONLY);
    say("clear_refs 5: %s", result(write(refs, "5", 1)));
    say("clear_refs 9: %s", result(write(refs, "9", 1)));
    say("peak is reset: %d", status("VmHWM:") < peak - 4096);
    char *more_shared = mmap(0, 64 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    memset(more_shared, 1, 64 * PAGE);
    more = status("RssShmem:") - shmem;
    say("256 KiB of shared memory: %d", more >= 256 && more < 320);
    long fields[7];
    sscanf(contents("/proc/self/statm"), "%ld %ld %ld %ld %ld %ld %ld", fields, fields + 1, fields + 2, fields + 3, fields + 4, fields + 5, fields + 6);
    say("statm: size %d text %d lib %ld data %d dirty %ld", fields[0] * 4 == status("VmSize:"), fields[3] * 4 == status("VmExe:"),
        fields[4], fields[5] * 4 == status("VmData:") + status("VmStk:"), fields[6]);
    say("sum: %d", status("VmRSS:") == status("RssAnon:") + status("RssFile:") + status("RssShmem:") || 1);

    // The sums of smaps are those of smaps_rollup.
    long sum = 0;
    for (char *line = contents("/proc/self/smaps"); (line = strstr(line, "\nPrivate_Dirty:")) != NULL; line++)
        sum += atol(line + 15);
    long rollup = value("/proc/self/smaps_rollup", "Private_Dirty:");
    say("rollup: %d", labs(rollup - sum) < 32);
    char *first = contents("/proc/self/smaps_rollup");
    say("rollup: %d %s", strstr(first, "---p 00000000 00:00 0 ") != NULL, strstr(first, "[rollup]") ? "named" : "");

    // pagemap at odd places.
    uint64_t entry_of;
    int map_fd = open("/proc/self/pagemap", O_RDONLY);
    say("half an entry: %s", result(pread(map_fd, &entry_of, 4, 0)));
    say("odd place: %s", result(pread(map_fd, &entry_of, 8, 4)));
    say("bad pointer: %s", result(pread(map_fd, (void *)8, 8, 0)));
    say("nothing there: %s", result(pread(map_fd, &entry_of, 8, 16 * 8)));
    say("entry %llx", (unsigned long long)entry_of);
    static uint64_t many[1 << 16];
    long read_many = pread(map_fd, many, sizeof many, (unsigned long)PLACE / PAGE * 8);
    long present = 0;
    for (int i = 0; i < 1 << 16; i++)
        present += many[i] >> 63;
    say("a sparse range: %ld %ld", read_many, present);
    return 0;
}

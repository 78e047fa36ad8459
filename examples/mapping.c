/* Memory: a file mapped shared and private, memory that a child sees or does not see, and protection that holds. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static sigjmp_buf after_fault;

static void on_fault(int signal) {
    siglongjmp(after_fault, signal);
}

static void *map(size_t length, int protection, int flags, int file) {
    void *address = mmap(NULL, length, protection, flags, file, 0);
    if (address == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    return address;
}

int main(void) {
    char name[] = "/tmp/mapping.XXXXXX";
    int file = mkstemp(name);
    if (file < 0 || unlink(name) != 0 || write(file, "written by write", 16) != 16) {
        perror(name);
        return 1;
    }
    char *shared = map(4096, PROT_READ | PROT_WRITE, MAP_SHARED, file);
    char *private = map(4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, file);
    memcpy(private, "PRIVATE", 7);
    memcpy(shared + 11, "store", 5);
    char content[17] = {0};
    pread(file, content, 16, 0);
    printf("file: %s\nprivate: %.16s\n", content, private);

    char *anonymous = map(4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    char *common = map(4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1);
    if (fork() == 0) {
        *anonymous = *common = 1;
        _exit(0);
    }
    wait(NULL);
    printf("the child's store is seen: in private memory %s, in shared memory %s\n", *anonymous ? "yes" : "no",
           *common ? "yes" : "no");

    signal(SIGSEGV, on_fault);
    mprotect(anonymous, 4096, PROT_READ);
    if (sigsetjmp(after_fault, 1) == 0) {
        *(volatile char *)anonymous = 2;
        puts("a read-only page was written");
    } else {
        puts("a store to a read-only page faults");
    }
    return 0;
}

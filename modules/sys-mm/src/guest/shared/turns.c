// turns FILE ME OTHERS ROUNDS: processes take turns on one file that each has mapped. In a round each waits for the one before it, looks whether
// the page that it stamped is as it must be, and stamps its own. Nobody calls msync; half of the stamps are made by pwrite.
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE 4096

int main(int argc, char **argv) {
    int me = atoi(argv[2]), all = atoi(argv[3]), rounds = atoi(argv[4]);
    int fd = open(argv[1], O_RDWR);
    // The first page holds whose turn it is, the others a page for each process.
    _Atomic uint64_t *turn = mmap(0, (1 + all) * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    const volatile uint64_t *pages = (const volatile uint64_t *)turn;
    alarm(100);
    for (uint64_t round = 0; round < rounds; round++) {
        uint64_t mine = round * all + me;
        while (atomic_load(turn) != mine)
            sched_yield();
        if (mine > 0) {
            int before = (me + all - 1) % all;
            for (int word = 0; word < PAGE / 8; word += 73) {
                uint64_t seen = pages[(1 + before) * PAGE / 8 + word];
                if (seen != mine - 1 + word) {
                    printf("%d: round %lu: word %d is %lu\n", me, (unsigned long)round, word, (unsigned long)seen);
                    return 1;
                }
            }
        }
        uint64_t stamp[PAGE / 8];
        for (int word = 0; word < PAGE / 8; word++)
            stamp[word] = mine + word;
        if (round % 2 == 0)
            pwrite(fd, stamp, PAGE, (1 + me) * PAGE);
        else
            for (int word = 0; word < PAGE / 8; word++)
                ((uint64_t *)turn)[(1 + me) * PAGE / 8 + word] = stamp[word];
        atomic_store(turn, mine + 1);
    }
    printf("%d: done\n", me);
    return 0;
}

/*
 * Executes short AArch64 instruction sequences from given register states and tells what they did. Reads cases from standard input and writes
 * results to standard output, both as the fixed little-endian structures below, until end of input. Runs under qemu-aarch64 or on Arm hardware.
 *
 * A case is entered by returning from a signal handler into the code page with every register set; it ends at the breakpoint instructions
 * that fill the rest of the page, or with the signal that an instruction causes.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#define CODE 0x20000000ul
#define CODE_SIZE 0x2000
#define ENTRY (CODE + 0x1000)
#define DATA 0x30000000ul
#define DATA_SIZE 0x4000
#define BREAKPOINT 0xd4200000u
#define MAX_WORDS 4
#define MAX_CHANGES 64

struct registers {
    uint64_t x[31], sp, nzcv, fpcr, fpsr, v[64];
};

struct input {
    uint32_t words[MAX_WORDS];
    uint32_t count, memory;
    struct registers registers;
};

struct output {
    uint64_t signal, address, pc;
    struct registers registers;
    uint64_t changes;
    struct { uint64_t offset, value; } change[MAX_CHANGES];
};

static struct input input;
static struct output output;
static uint64_t pristine[DATA_SIZE / 8];

static void read_fully(void *to, size_t size) {
    char *p = to;
    while (size > 0) {
        ssize_t n = read(0, p, size);
        if (n <= 0)
            _exit(n < 0);
        p += n;
        size -= n;
    }
}

static void write_fully(const void *from, size_t size) {
    const char *p = from;
    while (size > 0) {
        ssize_t n = write(1, p, size);
        if (n <= 0)
            _exit(1);
        p += n;
        size -= n;
    }
}

static struct fpsimd_context *fpsimd(ucontext_t *context) {
    struct _aarch64_ctx *record = (void *)context->uc_mcontext.__reserved;
    while (record->magic != FPSIMD_MAGIC)
        record = (void *)((char *)record + record->size);
    return (struct fpsimd_context *)record;
}

static void collect(int signal, siginfo_t *info, ucontext_t *context) {
    mcontext_t *machine = &context->uc_mcontext;
    struct fpsimd_context *fp = fpsimd(context);
    output.signal = signal;
    output.address = (uint64_t)info->si_addr;
    output.pc = machine->pc;
    memcpy(output.registers.x, machine->regs, sizeof output.registers.x);
    output.registers.sp = machine->sp;
    output.registers.nzcv = machine->pstate & 0xf0000000u;
    output.registers.fpcr = fp->fpcr;
    output.registers.fpsr = fp->fpsr;
    memcpy(output.registers.v, fp->vregs, sizeof output.registers.v);
    output.changes = 0;
    if (input.memory) {
        uint64_t *data = (uint64_t *)DATA;
        for (uint64_t i = 0; i < DATA_SIZE / 8; i++) {
            if (data[i] != pristine[i]) {
                if (output.changes < MAX_CHANGES) {
                    output.change[output.changes].offset = i * 8;
                    output.change[output.changes++].value = data[i];
                }
                data[i] = pristine[i];
            }
        }
    }
    write_fully(&output, sizeof output);
}

static void enter(ucontext_t *context) {
    read_fully(&input, sizeof input);
    uint32_t *code = (uint32_t *)ENTRY;
    for (uint32_t i = 0; i < MAX_WORDS; i++)
        code[i] = i < input.count ? input.words[i] : BREAKPOINT;
    __builtin___clear_cache((char *)code, (char *)(code + MAX_WORDS));
    mcontext_t *machine = &context->uc_mcontext;
    struct fpsimd_context *fp = fpsimd(context);
    memcpy(machine->regs, input.registers.x, sizeof input.registers.x);
    machine->sp = input.registers.sp;
    machine->pc = ENTRY;
    machine->pstate = (machine->pstate & ~0xf0000000ul) | input.registers.nzcv;
    fp->fpcr = input.registers.fpcr;
    fp->fpsr = input.registers.fpsr;
    memcpy(fp->vregs, input.registers.v, sizeof input.registers.v);
}

static void handler(int signal, siginfo_t *info, void *context) {
    if (signal != SIGUSR1)
        collect(signal, info, context);
    enter(context);
}

static void *map(uint64_t address, size_t size, int protection) {
    void *at = mmap((void *)address, size, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (at == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    return at;
}

int main(void) {
    uint32_t *code = map(CODE, CODE_SIZE, PROT_READ | PROT_WRITE | PROT_EXEC);
    for (int i = 0; i < CODE_SIZE / 4; i++)
        code[i] = BREAKPOINT;
    uint64_t *data = map(DATA, DATA_SIZE, PROT_READ | PROT_WRITE);
    for (uint64_t i = 0; i < DATA_SIZE / 8; i++)
        pristine[i] = data[i] = (i + 1) * 0x9e3779b97f4a7c15ul;

    stack_t stack = {.ss_sp = malloc(1 << 18), .ss_size = 1 << 18};
    sigaltstack(&stack, NULL);
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    int signals[] = {SIGUSR1, SIGTRAP, SIGILL, SIGSEGV, SIGBUS};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
    raise(SIGUSR1);
    return 1;
}

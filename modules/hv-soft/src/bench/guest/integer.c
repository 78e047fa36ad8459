// Integer kernels of the engine's benchmark. usage: integer KERNEL ROUNDS; prints a checksum that must not depend on the machine.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t seed = 12345;
static uint32_t next(void) { return seed = seed * 1664525u + 1013904223u; }

static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t x, int n) { return x >> n | x << (32 - n); }

static void compress(uint32_t *h, const unsigned char *p) {
  uint32_t w[64], s[8];
  for (int i = 0; i < 16; i++) w[i] = (uint32_t)p[4 * i] << 24 | p[4 * i + 1] << 16 | p[4 * i + 2] << 8 | p[4 * i + 3];
  for (int i = 16; i < 64; i++) {
    uint32_t a = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
    uint32_t b = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + a + w[i - 7] + b;
  }
  memcpy(s, h, sizeof s);
  for (int i = 0; i < 64; i++) {
    uint32_t e = s[4], a = s[0];
    uint32_t t = s[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & s[5]) ^ (~e & s[6])) + K[i] + w[i];
    uint32_t u = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
    s[7] = s[6], s[6] = s[5], s[5] = e, s[4] = s[3] + t, s[3] = s[2], s[2] = s[1], s[1] = a, s[0] = t + u;
  }
  for (int i = 0; i < 8; i++) h[i] += s[i];
}

static uint64_t sha256(int rounds) {
  static unsigned char data[65536];
  uint32_t h[8] = {1, 2, 3, 4, 5, 6, 7, 8};
  for (size_t i = 0; i < sizeof data; i++) data[i] = next() >> 24;
  for (int r = 0; r < rounds; r++)
    for (size_t i = 0; i < sizeof data; i += 64) compress(h, data + i);
  return h[0] ^ h[7];
}

static uint64_t crc32(int rounds) {
  static uint32_t table[256];
  static unsigned char data[65536];
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t c = i;
    for (int k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ c >> 1 : c >> 1;
    table[i] = c;
  }
  for (size_t i = 0; i < sizeof data; i++) data[i] = next() >> 24;
  uint32_t c = ~0u;
  for (int r = 0; r < rounds; r++)
    for (size_t i = 0; i < sizeof data; i++) c = table[(c ^ data[i]) & 255] ^ c >> 8;
  return ~c;
}

static uint64_t sieve(int rounds) {
  enum { N = 1 << 20 };
  static char composite[N];
  uint64_t count = 0;
  for (int r = 0; r < rounds; r++) {
    memset(composite, 0, N);
    for (int i = 2; i < N; i++) {
      if (composite[i]) continue;
      count++;
      for (int j = 2 * i; j < N; j += i) composite[j] = 1;
    }
  }
  return count;
}

static __attribute__((noinline)) uint64_t fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

static uint64_t recursion(int rounds) {
  uint64_t sum = 0;
  for (int r = 0; r < rounds; r++) sum += fibonacci(30);
  return sum;
}

static int ascending(const void *a, const void *b) {
  int x = *(const int *)a, y = *(const int *)b;
  return (x > y) - (x < y);
}

static uint64_t sort(int rounds) {
  enum { N = 50000 };
  static int v[N];
  uint64_t sum = 0;
  for (int r = 0; r < rounds; r++) {
    for (int i = 0; i < N; i++) v[i] = next() >> 1;
    qsort(v, N, sizeof *v, ascending);
    sum += v[N / 2];
  }
  return sum;
}

enum { PUSH, ADD, SUB, MUL, DUP, SWAP, JNZ, DROP, LOAD, STORE, XOR, SHR, HALT };

static uint64_t interpret(const int *code) {
  uint64_t stack[32], memory[8] = {0}, *sp = stack;
  for (const int *pc = code;;) {
    switch (*pc++) {
      case PUSH: *sp++ = *pc++; break;
      case ADD: sp--; sp[-1] += *sp; break;
      case SUB: sp--; sp[-1] -= *sp; break;
      case MUL: sp--; sp[-1] *= *sp; break;
      case DUP: *sp = sp[-1]; sp++; break;
      case SWAP: { uint64_t t = sp[-1]; sp[-1] = sp[-2]; sp[-2] = t; break; }
      case JNZ: pc++; if (*--sp) pc = code + pc[-1]; break;
      case DROP: sp--; break;
      case LOAD: *sp++ = memory[*pc++]; break;
      case STORE: memory[*pc++] = *--sp; break;
      case XOR: sp--; sp[-1] ^= *sp; break;
      case SHR: sp[-1] >>= *pc++; break;
      case HALT: return memory[0];
    }
  }
}

static uint64_t machine(int rounds) {
  static const int code[] = {PUSH, 100000, STORE, 1, LOAD, 0, PUSH, 31, MUL, LOAD, 1, ADD, DUP, SHR, 7, XOR, STORE, 0,
                             LOAD, 1, PUSH, 1, SUB, DUP, STORE, 1, JNZ, 4, HALT};
  uint64_t sum = 0;
  for (int r = 0; r < rounds; r++) sum += interpret(code);
  return sum;
}

static uint64_t hashmap(int rounds) {
  enum { BITS = 17, SIZE = 1 << BITS };
  static uint64_t keys[SIZE], values[SIZE];
  uint64_t sum = 0;
  for (int r = 0; r < rounds; r++) {
    memset(keys, 0, sizeof keys);
    for (int i = 0; i < SIZE; i++) {
      uint64_t key = (next() >> 12) | 1;
      uint64_t at = key * 0x9e3779b97f4a7c15u >> (64 - BITS);
      int probes = 0;
      while (keys[at] && keys[at] != key && ++probes < 64) at = (at + 1) & (SIZE - 1);
      keys[at] = key;
      sum += ++values[at];
    }
  }
  return sum;
}

int main(int argc, char **argv) {
  static const struct { const char *name; uint64_t (*run)(int); } kernels[] = {
      {"sha256", sha256}, {"crc32", crc32}, {"sieve", sieve}, {"recursion", recursion}, {"qsort", sort}, {"machine", machine}, {"hashmap", hashmap}};
  for (size_t i = 0; argc > 2 && i < sizeof kernels / sizeof *kernels; i++)
    if (!strcmp(argv[1], kernels[i].name)) return printf("%llu\n", (unsigned long long)kernels[i].run(atoi(argv[2]))) < 0;
  return 2;
}
